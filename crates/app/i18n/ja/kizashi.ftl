## Words of the business

deal = 案件
pipeline = 案件タイプ
phase = 営業フェーズ
company = 取引先
contact = コンタクト
activity = アクション
next-action = ネクストアクション
expected-close = 契約予定日
amount = 契約金額
probability = 契約確度
outcome = 結果
outcome-open = 進行中
outcome-won = 受注
outcome-lost = 失注
outcome-on-hold = 保留
loss-reason = 失注理由
channel = チャネル
owner = 担当
team = チーム
product = 商品
competitor = 競合
criteria = 通過条件

## The frame of every page

board = ボード
reports = レポート
settings = 設定
main-navigation = メイン
skip-to-content = 本文へ移動
search-placeholder = 会社・案件・人を探す
log-short = 記録
notices = お知らせ
undo = 元に戻す
close = 閉じる
my-menu = { $name }のメニュー
my-settings = 自分の設定
sign-out = サインアウト
to-board = ボードへ
keys = キーの一覧
keys-search = 検索
keys-entry = 記録
keys-walk = カードの間を移動
keys-open = カードを開く
keys-move = フェーズを移す
keys-edit = 編集
keys-log = アクションを記録
keys-help = この一覧

## Errors

error-not-found-title = 見つかりません
error-not-found = このページはありません。削除されたか、見る権限のないものかもしれません。
error-forbidden-title = この操作はできません
error-forbidden = この操作をする権限がありません。何も変更されていません。必要なときは管理者に相談してください。
error-stale-title = ほかの人が先に変更しました
error-stale = ほかの人が先に変更したため、保存しませんでした。最新の内容を確認してから、もう一度操作してください。
error-invalid-title = 保存できませんでした
error-too-many-title = しばらく待ってください
error-too-many = 試行が続いたため、一時的に受け付けを止めています。{ $minutes }分ほど待ってから、もう一度試してください。
error-internal-title = エラーが発生しました
error-internal = こちらの問題で処理できませんでした。変更は保存されていません。もう一度試しても続くときは、管理者に知らせてください。
session-expired-title = サインインし直してください
session-expired = 時間がたったためサインアウトしました。入力した内容は残っています。サインインすると続きから進めます。

## Sign-in

email = メールアドレス
password = パスワード
sign-in-and-go-on = サインインして続ける

## Deals

deal-phase-takes-none = このフェーズには案件を入れられません。進行中のフェーズを選んでください。
deal-move-closed = 受注・失注・保留の案件は移動できません。先に進行中に戻してください。
deal-move-retired = フェーズ「{ $phase }」は廃止されています。ほかのフェーズを選んでください。
deal-move-not-won = フェーズ「{ $phase }」は受注後のフェーズです。先に受注にしてください。
deal-move-won = 受注した案件はフェーズ「{ $phase }」には戻せません。先に進行中に戻してください。
deal-is-open = この案件はすでに進行中です。
deal-is-closed = この案件はすでに受注または失注です。先に進行中に戻してください。

## Templates of pipelines

template-five = 標準の5フェーズ
template-five-about = 初めて営業プロセスを決めるチームに。
template-seven = 7フェーズ
template-seven-about = 訪問と提案を重ねる法人営業に。受注後のフォローまで。
template-five-lead = リード
template-five-lead-purpose = 接点ができた見込み客を確かめ、話を聞く約束につなげます。
template-five-lead-guidance = 会社、担当者、きっかけを記録し、2営業日以内に最初の連絡を入れます。
template-five-approach = アプローチ
template-five-approach-purpose = 相手の関心を確かめ、話を聞く場を決めます。
template-five-approach-guidance = 用件と相手にとっての利点を一言で伝え、日時を二つ提案します。断られたら、次に連絡してよい時期を聞きます。
template-five-hearing = ヒアリング
template-five-hearing-purpose = 課題、予算、決裁の流れ、時期を聞き、提案できる案件かを見極めます。
template-five-hearing-guidance = 相手の言葉のまま書き残します。課題の大きさと、放っておいたときの損失を数字で聞きます。
template-five-presentation = プレゼンテーション
template-five-presentation-purpose = 聞いた課題に答える提案を示し、判断に必要な材料をそろえます。
template-five-presentation-guidance = 最初に課題を確認し、提案は三つまでに絞ります。その場で疑問と次の手順を決めます。
template-five-closing = クロージング
template-five-closing-purpose = 条件を詰め、社内の決裁を支え、契約を結びます。
template-five-closing-guidance = 「検討します」には、誰が、いつまでに、何を決めるのかを聞きます。稟議に必要な資料をこちらから用意します。
template-seven-appointment = アポイント獲得
template-seven-appointment-purpose = 見込み客と会う約束を取り、出会いの経緯を残します。
template-seven-appointment-guidance = どのチャネルから、誰の紹介で出会ったかを記録します。日時と目的が決まったら次へ進みます。
template-seven-qualification = 商談見極め
template-seven-qualification-purpose = 関心の度合いとBANT（予算・決裁権・必要性・時期）から、力を入れる案件かを見極めます。
template-seven-qualification-guidance = 分からない項目は「未確認」のままにし、いつ誰に聞くかを決めます。決裁権がない相手には稟議の支援を申し出ます。
template-seven-first-visit = 初回訪問
template-seven-first-visit-purpose = 会って信頼を得て、詳しく話を聞く場を決めます。
template-seven-first-visit-guidance = 約束の前に、社内の誰かが同じ会社と話していないかを確かめます。訪問の終わりに次の日程を決めます。
template-seven-hearing = ヒアリング・情報収集
template-seven-hearing-purpose = 課題、現状、体制、予算、時期を聞き、提案の筋道を立てます。
template-seven-hearing-guidance = ヒアリングシートに沿って、聞いた相手と出どころを残します。聞けていない項目を一つずつ減らします。
template-seven-proposal = 提案
template-seven-proposal-purpose = 課題に合った提案と見積を示し、相手の反応を確かめます。
template-seven-proposal-guidance = 決裁者が読む前提で、効果と費用を一枚にまとめます。反応と懸念を記録し、次の手順を約束します。
template-seven-closing = クロージング
template-seven-closing-purpose = 約束を一つずつ確かめ、稟議と契約を最後まで支えます。
template-seven-closing-guidance = 「後日」「社内検討」は、誰が、いつまでに、に言い換えて確かめます。予定日が延びたら理由を記録します。
template-seven-follow-up = フォローアップ
template-seven-follow-up-purpose = 導入後の満足を確かめ、更新、追加、紹介につなげます。
template-seven-follow-up-guidance = 契約から30日後に電話し、困りごとを早く見つけます。更新の3か月前に次の提案を始めます。
template-check-need = 課題を相手の言葉で聞いた
template-check-budget = 予算と時期を聞いた
template-check-proposed = 提案書を説明した
template-check-terms = 金額と条件に合意した
template-check-approval = 決裁の手順と日程を確かめた
template-check-interest = 関心の度合いを確かめた
template-check-bant = BANTの4項目を確かめた

## The lists a new workspace starts with

default-kind-meeting = 面談
default-kind-visit = 訪問
default-kind-online = オンライン
default-kind-phone = 電話
default-kind-mail = メール
default-kind-internal = 社内
default-channel-web-ads = Web広告
default-channel-owned-media = オウンドメディア
default-channel-seminar = セミナー
default-channel-exhibition = 展示会
default-channel-newsletter = メルマガ
default-channel-calling = テレアポ
default-channel-referral = 紹介
default-loss-reason-price = 価格が合わない
default-loss-reason-budget = 予算がない・凍結
default-loss-reason-competitor = 他社に決定
default-loss-reason-fit = 機能・要件が合わない
default-loss-reason-timing = 時期が合わない・見送り
default-loss-reason-approval = 社内の決裁が下りない
default-loss-reason-status-quo = 現状のままでよい
default-loss-reason-silent = 連絡がとれない
default-loss-reason-other = その他
## The four clocks

clock-and = ・
clock-nothing-yet = まだ何もしていません
clock-silence = 沈黙
clock-age = 滞留
clock-next-action = 次の予定
clock-slips = 延期
clock-silent = { $days }日反応なし
clock-silent-long = { $days }日間、お客様の反応がありません（{ $terms }）
clock-silent-ever = 始めてから{ $days }日間、お客様の反応がありません（{ $terms }）
clock-aged = このフェーズ{ $days }日（通常{ $normal }日）
clock-aged-unknown = このフェーズ{ $days }日
clock-aged-long = このフェーズに{ $days }日とどまっています（{ $terms }）
clock-next-none = 次の予定なし
clock-next-none-long = 次の予定が決まっていません
clock-overdue = 期限を{ $days }日超過
clock-overdue-today = 今日の期限を超過
clock-overdue-long = 次の予定「{ $next }」を{ $days }日過ぎています
clock-overdue-today-long = 次の予定「{ $next }」の時刻を過ぎています
clock-slipped = 予定日を{ $times }回延期
clock-slipped-days = 予定日を{ $days }日延期
clock-slipped-long = 契約予定日を{ $times }回延期しています（合わせて{ $days }日）
clock-days = { $days }日
clock-days-over = { $days }日超過
clock-days-left = あと{ $days }日
clock-over = 超過
clock-today = 今日
clock-none = なし
clock-times = { $times }回
clock-watch-danger = { $watch }日で注意、{ $danger }日で要対応
clock-watch = { $watch }日で注意
clock-danger = { $danger }日で要対応
clock-normal = 通常{ $days }日
clock-no-terms = 目安の設定なし
clock-overdue-danger = { $days }日超過で要対応
clock-slips-danger = 計{ $sum }日。{ $times }回か{ $days }日で要対応
## Filters

filter-colour = 兆し
filter-refused = 絞り込みの条件「{ $field }」の値「{ $value }」は使えません。条件を選び直してください。
filter-not-a-day = 日付「{ $value }」を読み取れません。「2026/11/22」のように入力してください。
filter-ends-before-it-begins = 期間の終わり（{ $to }）が始まり（{ $from }）より前です。日付を入れ替えてください。
filter-any = すべて
filter-or = 、
filter-more = ほかの条件
filter-phase-of = { $phase }（{ $pipeline }）
filter-close-from = から
filter-close-to = まで
filter-close-between = { $from }〜{ $to }
filter-close-said = 契約予定 { $close }
filter-close-overdue = 予定日を過ぎた
filter-close-unset = 予定日なし
filter-this-month = 今月
filter-next-month = 来月
filter-this-quarter = 今四半期
filter-next-quarter = 来四半期
filter-this-half = 今半期
filter-next-half = 来半期
filter-this-year = 今年度
filter-next-year = 来年度
colour-red = 要対応
colour-yellow = 注意
colour-blue = 順調
colour-gray = 未着手
quoted = 「{ $text }」

## Forms

form-problems = { $count }か所を直すと保存できます
form-conflict = ほかの人が先に変更しました。内容を確かめて、もう一度保存すると上書きします
form-theirs = ほかの人が変えました：
form-theirs-empty = （空）
required = 必須
save = 保存
cancel = キャンセル

## Jobs

deal-back-from-hold = 保留からの再開

## Lists

list-count = { $count ->
   *[other] { $shown }件
}
list-sum = 合計
list-columns = 列
list-columns-shown = 表示する列
list-columns-apply = 適用
list-currency = 通貨
list-pages = ページ
list-place = { $first }–{ $last }件目／{ $total }件
list-previous = 前へ
list-next = 次へ
list-clear = 条件を消す
list-filter = 絞り込む
list-text = 文字で絞る

## Saved views

view-views = ビュー
view-none = 保存したビューはまだありません。
view-filter-first = 条件・列・並び順を選ぶと、その状態に名前を付けて保存できます。
view-save = いまの条件をビューとして保存
view-save-button = 保存
view-name-example = 例：今月の自分の案件
view-rename = このビューの名前
view-rename-button = 名前を変更
view-delete = ビュー「{ $name }」を削除
view-saved = ビュー「{ $name }」を保存しました
view-renamed = ビューの名前を「{ $name }」に変更しました
view-deleted = ビュー「{ $name }」を削除しました
view-name-missing = ビューの名前が空欄です。あとで見分けられる名前を入力してください。
view-name-too-long = ビューの名前「{ $name }」は{ $count }文字あります。{ $most }文字以内で入力してください。
view-name-taken = ビュー「{ $name }」はすでにあります。別の名前を入力してください。
## Reports

report-phases = フェーズ進捗
report-phases-none = この期間にフェーズへ入った案件はありません。期間や絞り込みを変えると表示できます。
report-phases-too-few = 決着した案件が少なく、まだ比べられません（データ不足：各フェーズ{ $min }件以上で表示します）。
report-phases-lowest = いちばん低いのは「{ $phase }」の通過率で、{ $rate }%です（n={ $n }）。
report-phases-lowest-same = いちばん低いのは「{ $phase }」の通過率で、前期と同じ{ $rate }%です（n={ $n }）。
report-phases-lowest-down = 「{ $phase }」の通過率が{ $rate }%で、前期より{ $points }ポイント下がりました（n={ $n }）。
report-phases-lowest-up = いちばん低いのは「{ $phase }」の通過率で{ $rate }%ですが、前期より{ $points }ポイント上がりました（n={ $n }）。
report-phases-terms = { $period }にフェーズへ入った{ $entered }件。失注した案件も含みます。通過率＝（進んだ＋受注）÷（進んだ＋受注＋失注＋保留）、受注率＝受注÷（受注＋失注）。小さい字は95%区間（Wilson）、{ $min }件未満はデータ不足。日数は中央値と四分位。担当とチームはフェーズに入った時点のもの。日時は{ $zone }、{ $moment }時点。
report-phases-chart = フェーズの流れの図。同じ数字は下の表にあります。
report-phases-table = フェーズごとの数字
report-phases-staying = 「{ $phase }」に留まっている{ $count }件：次にすること
report-phases-lost = 「{ $phase }」での失注{ $count }件の理由
report-phases-see-all = すべて見る
report-no-next-action = 次の予定を決める
report-no-reason = 理由の記録なし
report-weakest = いちばん弱い
report-entered = 入った
report-passed = 進んだ
report-won = 受注
report-lost = 失注
report-held = 保留
report-back = 戻った
report-other = 別の案件タイプへ
report-stays = 留まっている
report-conversion = 通過率
report-to-won = 受注率
report-days = 日数
report-days-value = { $days }日
report-staying-amount = 留まる金額
report-entered-amount = 入った金額
report-too-few = データ不足
report-n = n={ $n }
report-count = { $count }件
report-period = 期間
report-period-free = 期間を指定
report-period-unknown = 期間「{ $value }」を読み取れません。2026-11（月）、2026-Q3（四半期）、FY2026（年度）のように指定してください。
report-period-backwards = 期間の終わり「{ $to }」が始まり「{ $from }」より前です。終わりを後の日にしてください。
report-from = 開始日
report-to = 終了日
report-as-of = 時点
report-as-of-future = 時点「{ $value }」は未来です。今日までの日を指定してください。
report-as-of-notice = { $day }時点の状態です。その後の変更は含みません。
report-as-of-now = 今日に戻す
report-day-unknown = { $field }「{ $value }」を日付として読み取れません。例：2026-11-22
report-refused = 条件を直すと表示できます
report-show = 表示する
report-print = 印刷
report-csv = CSV
report-all-teams = チーム：すべて
report-all-owners = 担当：すべて
report-all-channels = チャネル：すべて
report-all-products = 商品：すべて
report-stays-title = { $phase }：{ $fate }
report-stays-all = 全フェーズ
report-stays-none = 該当する案件はありません。
report-stay-entered-on = 入った日
report-stay-ended-on = 出た日
report-stay-fate = その後
report-deal-title = 案件名
report-back-to-report = レポートに戻る
report-no-pipeline-title = 案件タイプがまだありません
report-no-pipeline = 営業プロセスを設定すると、フェーズ進捗を見られます。
report-to-settings = 設定へ
report-previous = 前へ
report-next = 次へ
report-place = { $first }–{ $last } / { $total }件
report-currency = 通貨
report-outcomes-link = 受注と失注

## List of deals

deals-list = 案件の一覧
deals-title = 案件
deals-phase = フェーズ
deals-weighted = 見込金額
deals-slips = 延期
deals-slipped-times = { $times }回
deals-last-customer = 最後の反応
deals-opened = 開始日
deals-closed = 終了日
deals-new = 案件を登録
deals-none = 案件はまだありません
deals-none-text = 最初の案件を登録すると、ここに一覧で並びます。
deals-none-match = 条件に合う案件はありません
deals-none-match-text = { $filters }で絞っています。
deals-none-here = ここに当てはまる案件はありません
## The board

board-title = 案件ボード
board-weighted = 見込
board-weighted-of = 見込 { $sum }
board-deals = { $count }件
board-column-empty = このフェーズの案件はありません
board-rest = 残り{ $count }件
board-meter = 要対応 { $red }件、注意 { $yellow }件、その他 { $rest }件
board-by-colour = 色で絞る
board-red = 要対応 { $count }
board-yellow = 注意 { $count }
board-blue = 順調 { $count }
board-gray = 未着手 { $count }
board-slipped = 契約予定日を{ $times }回延期
board-plan-next = 次の予定を決める
board-log-of = アクションを記録：
board-edit-of = 編集：
board-edit = 編集
board-move-of = 移動：
board-move = 移動…
board-move-where = 移動先のフェーズ
board-win = 受注…
board-lose = 失注…
board-hold = 保留…
board-order = 並び順
board-order-worst = 危険な順
board-order-close = 契約予定順
board-order-amount = 金額順
board-none-match = 条件に合う案件はありません。絞り込みをゆるめるか、解除すると表示されます。
board-as-of = 時点
board-as-of-day = この日の終わりの時点
board-show = 表示する
board-as-of-when = { $day } 24:00 時点
board-as-of-what = のボードです。動かすことはできません。色と次の予定は過去にさかのぼれないため表示していません。案件名と取引先は現在のものです。
board-as-of-back = 今日のボードに戻る
board-no-pipeline-title = 営業プロセスを決めましょう
board-no-pipeline = ボードの列は営業フェーズです。用意された5フェーズか7フェーズのひな形から、すぐに始められます。
board-no-pipeline-ask = ボードの列になる営業フェーズがまだありません。管理者が設定すると表示されます。
board-no-pipeline-act = 案件タイプを作成
board-no-deals-title = 最初の案件を載せましょう
board-no-deals = 会社名と案件名だけで始められます。
board-no-deals-act = 案件を登録
board-no-deals-title-viewer = まだ案件がありません
board-no-deals-viewer = 案件が登録されると、ここに表示されます。
## The page of a deal

part-decides = 決裁者
part-champions = 推進者
part-uses = 利用者
part-opposes = 反対者
part-other = その他
criterion-activity = { $kind }の実施
criterion-amount = 契約金額の入力
criterion-expected-close = 契約予定日の入力
criterion-company = 取引先の入力
criterion-channel = チャネルの入力
criterion-contact = 関係者の登録
criterion-deciding-contact = 決裁者の登録
criterion-product = 商品の登録
criterion-next-action = 次の予定の登録
criterion-is-met = 済
criterion-is-open = 未
clock-red = 要対応
clock-yellow = 注意
clock-blue = 順調
clock-grey = 未着手
deal-title = 案件名
deal-currency = 通貨
deal-contacts = 関係者
deal-contacts-none = まだ登録されていません。決裁者と推進者がわかると、次に話す相手が決まります。
deal-members = メンバー
deal-lines-none = まだ登録されていません。
deal-note = メモ
deal-details = 詳細
deal-sum = 合計
deal-opened = 登録
deal-starts-on = 利用開始日
deal-not-set = 未定
deal-none = なし
deal-edit = 編集
deal-delete = 削除
deal-edit-contacts = 関係者を編集
deal-edit-products = 商品を編集
deal-edit-details = 案件を編集
deal-edit-activity = { $day }のアクションを編集
deal-open-in-full = 全画面で開く
deal-show-all = 以前のものもすべて表示
deal-way = 道のり
deal-way-skipped = 飛ばした
deal-way-since = { $day }から{ $days }日
deal-signs = 兆し
deal-four-clocks = 四つの時計
deal-so-far = これまで
deal-next-none = 次の予定が決まっていません
deal-next-label = { $day } { $kind }
deal-next-label-timed = { $day } { $time } { $kind }
deal-finish-and-plan = 完了して次を決める
deal-plan-next = 次の予定を決める
deal-reopen = 進行中に戻す
deal-criteria-for = { $phase }へ進むには
deal-criteria-for-winning = 受注へ進むには
deal-criteria-none = このフェーズに通過条件はありません。
deal-move-short = 移動…
deal-take-over-sum = 合計を契約金額にする
deal-log = アクションを記録
deal-log-other = くわしく
deal-probability-by-hand = { $percent }%（手入力）
deal-held-until = { $day }まで
deal-customer-said = お客様の言葉：{ $words }
deal-we-guess = 私たちの見立て：{ $words }
deal-come-back-on = また連絡する日：{ $day }
deal-lines-too-large = 商品の合計が大きすぎます。数量か単価を確かめてください。

## The timeline of a deal

told-phase = フェーズ
told-from = { $label }：{ $from } → {""}
told-label = { $label }：
told-and = ・
told-list = 、
told-stop = 。
told-nothing = なし
told-by-itself = 自動
told-created = 案件を登録
told-imported = ファイルから取り込み
told-deleted = 案件を削除
told-restored = 削除を取り消し
told-held = 保留（{ $until }まで）
told-resumed = 保留を終えて再開
told-reopened = { $was }から進行中に戻した
told-undone = 取り消し
told-won = 受注：
told-won-terms = { $amount }（{ $day }）
told-lost = 失注：
told-lost-to = { $reason }（{ $competitor }）
told-note = メモを変更
told-products = { $count }件 { $sum }
told-with-part = { $name }（{ $part }）
told-added = { $who }を追加
told-removed = { $who }を外した
told-part = { $name }：{ $from } → { $to }
told-moved-back = 前のフェーズへ
told-skipped = 間を飛ばして
told-other-pipeline = 案件タイプを変えて
told-override = 条件を満たさずに移動：{ $reason }
told-activity = { $kind }：{ $what }
told-activity-deleted = アクションを削除：{ $what }
told-cancelled = 中止：{ $what }
told-no-answer = 反応なし

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

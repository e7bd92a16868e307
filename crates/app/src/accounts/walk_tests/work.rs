//! The routes of daily work, each with a request that succeeds when it may.

use super::{
    lines::{Line, VERSION, get, post},
    records::Record,
};

/// From the board to saved views.
pub(super) const WORK: &[Line] = &[
    get("/healthz"),
    get("/readyz"),
    get("/assets/{file}"),
    get("/live").stream(),
    // The board, and moves on it.
    get("/"),
    get("/board"),
    get("/board/columns/{phase}"),
    get("/board/totals"),
    get("/deals/{id}/moves/new").of(Record::Deal),
    post("/deals/{id}/moves")
        .of(Record::Deal)
        .form(&[("phase_id", "2"), ("version", "1")]),
    post("/deals/{id}/moves/undo")
        .of(Record::MovedDeal)
        .form(&[("version", "{deal_version}")]),
    // Deals.
    get("/deals"),
    get("/deals.csv"),
    get("/deals/{id}").of(Record::Deal),
    get("/deals/new"),
    post("/deals").form(&[("title", "{name}")]),
    get("/deals/{id}/edit").of(Record::Deal),
    post("/deals/{id}")
        .of(Record::Deal)
        .form(&[("version", "1"), ("note", "変えた")]),
    get("/deals/{id}/people").of(Record::Deal),
    post("/deals/{id}/people").of(Record::Deal).form(VERSION),
    get("/deals/{id}/products").of(Record::Deal),
    post("/deals/{id}/products").of(Record::Deal).form(VERSION),
    get("/deals/{id}/qualification/{item}").of(Record::Deal),
    post("/deals/{id}/qualification/{item}").of(Record::Deal).form(&[
        ("state", "confirmed"),
        ("seen", "0"),
        ("words", "工数"),
    ]),
    get("/deals/{id}/interest").of(Record::Deal),
    post("/deals/{id}/interest")
        .of(Record::Deal)
        .form(&[("interest", "1"), ("seen", "0"), ("said_on", "今日")]),
    get("/deals/{id}/win").of(Record::Deal),
    post("/deals/{id}/win").of(Record::Deal).form(&[
        ("version", "1"),
        ("won_on", "今日"),
        ("amount", "1200000"),
        ("start_on", "明日"),
    ]),
    get("/deals/{id}/lose").of(Record::Deal),
    post("/deals/{id}/lose")
        .of(Record::Deal)
        .form(&[("version", "1"), ("reason", "1")]),
    get("/deals/{id}/hold").of(Record::Deal),
    post("/deals/{id}/hold")
        .of(Record::Deal)
        .form(&[("version", "1"), ("until", "明日")]),
    post("/deals/{id}/reopen")
        .of(Record::LostDeal)
        .form(&[("version", "{deal_version}")]),
    post("/deals/{id}/checks").of(Record::DealToCheck).form(&[
        ("version", "1"),
        ("criterion", "{criterion}"),
        ("checked", "1"),
    ]),
    post("/deals/{id}/delete").of(Record::Deal).form(VERSION),
    post("/deals/{id}/restore")
        .of(Record::DeletedDeal)
        .form(&[("version", "{deal_version}")]),
    // Companies and contacts.
    get("/companies"),
    get("/companies.csv"),
    get("/companies/new"),
    get("/companies/{id}").of(Record::Company),
    get("/companies/{id}/edit").of(Record::Company),
    post("/companies").form(&[("name", "ナガノ精密工業"), ("anyway", "1")]),
    post("/companies/{id}")
        .of(Record::Company)
        .form(&[("version", "1"), ("phone", "0266-00-0000"), ("anyway", "1")]),
    post("/companies/{id}/delete").of(Record::Company).form(VERSION),
    post("/companies/{id}/restore").of(Record::DeletedCompany),
    get("/contacts"),
    get("/contacts.csv"),
    get("/contacts/new").query("?company=1"),
    get("/contacts/{id}").of(Record::Contact),
    get("/contacts/{id}/edit").of(Record::Contact),
    post("/contacts").form(&[("company", "1"), ("name", "諏訪 健一")]),
    post("/contacts/{id}")
        .of(Record::Contact)
        .form(&[("version", "1"), ("name", "諏訪 健一")]),
    post("/contacts/{id}/delete").of(Record::Contact).form(VERSION),
    post("/contacts/{id}/restore").of(Record::DeletedContact),
    // Leads.
    get("/leads"),
    get("/leads.csv"),
    get("/leads/new"),
    get("/leads/{id}").of(Record::Lead),
    get("/leads/{id}/edit").of(Record::Lead),
    get("/leads/{id}/states/new").of(Record::Lead),
    get("/leads/{id}/conversion").of(Record::Lead),
    post("/leads").form(&[("company", "ナガノ精密工業")]),
    post("/leads/assignments/undo"),
    post("/leads/assignments")
        .of(Record::Lead)
        .form(&[("id", "{id}"), ("owner", "3")]),
    post("/leads/{id}")
        .of(Record::Lead)
        .form(&[("version", "1"), ("company", "ナガノ精密工業")]),
    post("/leads/{id}/states").of(Record::Lead).form(&[
        ("version", "1"),
        ("state", "unqualified"),
        ("reason", "予算なし"),
    ]),
    post("/leads/{id}/conversion").of(Record::Lead).form(&[
        ("version", "1"),
        ("company", "new"),
        ("company_name", "{name}"),
        ("contact", "new"),
        ("title", "{name}"),
        ("phase", "1"),
        ("owner", "3"),
    ]),
    post("/leads/{id}/conversion/undo").of(Record::ConvertedLead),
    post("/leads/{id}/delete").of(Record::Lead).form(VERSION),
    post("/leads/{id}/restore").of(Record::DeletedLead),
    // Touches.
    get("/deals/{id}/introductions").of(Record::Deal),
    get("/touches/new").query("?about=deal-{id}").of(Record::Deal),
    post("/touches")
        .of(Record::Deal)
        .form(&[("about", "deal-{id}"), ("kind", "1"), ("on_day", "今日")]),
    get("/touches/{id}/edit").of(Record::Touch),
    post("/touches/{id}").of(Record::Touch).form(&[
        ("version", "1"),
        ("kind", "1"),
        ("on_day", "昨日"),
        ("what", "変えた"),
    ]),
    post("/touches/{id}/delete").of(Record::Touch).form(VERSION),
    post("/touches/{id}/restore").of(Record::DeletedTouch),
    // Two that are one.
    get("/companies/{id}/merge").of(Record::Company),
    post("/companies/{id}/merge").of(Record::CompanyTwin).form(&[
        ("with", "{newest_company}"),
        ("version", "1"),
        ("with_version", "1"),
    ]),
    get("/contacts/{id}/merge").of(Record::Contact),
    post("/contacts/{id}/merge").of(Record::ContactTwin).form(&[
        ("with", "{newest_contact}"),
        ("version", "1"),
        ("with_version", "1"),
    ]),
    post("/merges/{id}/undo").of(Record::MergedCompany),
    // What colleagues told.
    get("/notices"),
    post("/notices/read").form(&[("last", "0")]),
    post("/notices/{id}/read").of(Record::Notice).personal(),
    // Activities.
    get("/activities"),
    get("/activities/all"),
    get("/activities/all.csv"),
    get("/touches.csv"),
    get("/activities/new"),
    get("/activities/{id}").of(Record::Activity),
    get("/activities/{id}/edit").of(Record::Activity),
    get("/activities/{id}/done").of(Record::Activity),
    post("/activities").form(&[("kind", "1"), ("way", "internal"), ("done", "0"), ("day", "明日")]),
    post("/activities/quick").form(&[("text", "山田製作所 訪問 見積提出")]),
    post("/activities/{id}").of(Record::Activity).form(&[
        ("version", "1"),
        ("kind", "1"),
        ("day", "2026-11-23"),
        ("subject", "変えた"),
        ("owner", "3"),
    ]),
    post("/activities/{id}/done").of(Record::Activity).form(&[
        ("version", "1"),
        ("result", "不在"),
        ("day", "2026-11-22"),
        ("next_kind", "1"),
        ("next_day", "金曜"),
    ]),
    post("/activities/{id}/cancel").of(Record::Activity).form(VERSION),
    post("/activities/{id}/resume")
        .of(Record::CancelledActivity)
        .form(VERSION),
    post("/activities/{id}/delete").of(Record::Activity).form(VERSION),
    post("/activities/{id}/restore")
        .of(Record::DeletedActivity)
        .form(VERSION),
    // Hearing. The first of these lines makes the question that `{question}` names.
    post("/deals/{id}/hearing/{question}").of(Record::HearingDeal).form(&[
        ("q1", "在庫が合わない"),
        ("source", "heard"),
        ("version", "0"),
    ]),
    get("/deals/{id}/hearing").of(Record::HearingDeal),
    post("/hearing/answers/{id}/keep").of(Record::Answer),
    get("/hearing/answers"),
    get("/hearing/answers.csv"),
    get("/ideas.csv"),
    post("/deals/{id}/ideas")
        .of(Record::Deal)
        .form(&[("idea", "棚卸しの自動化")]),
    post("/ideas/{id}/delete").of(Record::Idea).form(VERSION),
    post("/ideas/{id}/restore").of(Record::DeletedIdea).form(VERSION),
    get("/settings/hearing"),
    post("/settings/hearing").form(&[("name", "初回の質問"), ("phase", "1"), ("start", "template")]),
    get("/settings/hearing/{id}").of(Record::HearingSheet),
    post("/settings/hearing/{id}")
        .of(Record::HearingSheet)
        .form(&[("name", "別の名前"), ("version", "1")]),
    post("/settings/hearing/{id}/retire")
        .of(Record::HearingSheet)
        .form(VERSION),
    post("/settings/hearing/{id}/restore")
        .of(Record::RetiredHearingSheet)
        .form(VERSION),
    post("/settings/hearing/{id}/order")
        .of(Record::HearingSheet)
        .form(&[("id", "2"), ("id", "1")]),
    post("/settings/hearing/{id}/questions")
        .of(Record::HearingSheet)
        .form(&[("text", "予算はありますか"), ("kind", "text")]),
    post("/settings/hearing/{id}/headings")
        .of(Record::HearingSheet)
        .form(&[("heading", "予算")]),
    get("/settings/hearing-questions/{id}/edit").of(Record::Question),
    post("/settings/hearing-questions/{id}").of(Record::Question).form(&[
        ("text", "いちばんの困りごと"),
        ("kind", "text"),
        ("version", "1"),
    ]),
    post("/settings/hearing-questions/{id}/retire")
        .of(Record::Question)
        .form(VERSION),
    post("/settings/hearing-questions/{id}/restore")
        .of(Record::RetiredQuestion)
        .form(VERSION),
    post("/settings/hearing-questions/{id}/up").of(Record::Question),
    post("/settings/hearing-questions/{id}/down").of(Record::Question),
    // Appointments and the calendar.
    get("/calendar"),
    get("/calendars/{token}"),
    post("/me/calendar-link").personal(),
    post("/me/calendar-link/revoke").personal(),
    get("/appointments/{id}").of(Record::Activity),
    get("/appointments/new"),
    // With a company of their own: another's would be shown to be a colleague's first.
    post("/appointments").of(Record::OwnCompany).personal().form(&[
        ("about", "company-{id}"),
        ("way", "visit"),
        ("day", "明日"),
        ("time", "14時半"),
    ]),
    get("/appointments/{id}/edit").of(Record::Activity),
    post("/appointments/{id}").of(Record::Activity).form(&[
        ("version", "1"),
        ("way", "phone"),
        ("day", "2026-11-24"),
        ("time", "10:00"),
        ("subject", "変えた"),
    ]),
    post("/appointments/{id}/moves").of(Record::Activity).form(&[
        ("version", "1"),
        ("day", "2026-11-24"),
        ("time", "10:00"),
    ]),
    // Reports.
    get("/reports"),
    get("/reports/phases"),
    get("/reports/phases/stays"),
    get("/reports/outcomes"),
    get("/reports/outcomes/deals"),
    get("/reports/channels"),
    get("/reports/channels/behind").query("?what=opened"),
    // Search and saved views.
    get("/search").query("?q=極秘"),
    get("/matching"),
    get("/matching.csv"),
    post("/matching/dismissals").of(Record::Candidates).form(&[
        ("kind", "company"),
        ("one", "{one}"),
        ("other", "{other}"),
    ]),
    post("/matching/dismissals/{id}/delete").of(Record::ToldApart),
    post("/saved-views").form(&[("page", "/deals"), ("name", "私の案件"), ("query", "owner=3")]),
    post("/saved-views/{id}")
        .of(Record::SavedView)
        .personal()
        .form(&[("name", "別の名前")]),
    post("/saved-views/{id}/delete").of(Record::SavedView).personal(),
];

## Words of the business

deal = Deal
deals = Deals
pipeline = Pipeline
phase = Phase
company = Company
companies = Companies
contact = Contact
contacts = Contacts
activity = Activities
next-action = Next action
expected-close = Expected close
amount = Amount
probability = Probability
outcome = Outcome
outcome-open = Open
outcome-won = Won
outcome-lost = Lost
outcome-on-hold = On hold
loss-reason = Loss reason
channel = Channel
owner = Owner
team = Team
product = Product
competitor = Competitor
criteria = Exit criteria

## The frame of every page

board = Board
reports = Reports
settings = Settings
main-navigation = Main
skip-to-content = Skip to content
search-placeholder = Search companies, deals, people
log-short = Log
toast-offline = No connection. Nothing was changed. Try again once you are back online.
toast-failed = That did not work. Nothing was changed.
notices = Notices
undo = Undo
close = Close
my-menu = Menu of { $name }
my-settings = My settings
sign-out = Sign out
to-board = Go to the board
keys = Keyboard shortcuts
keys-search = Search
keys-entry = Log
keys-walk = Walk from card to card
keys-open = Open the card
keys-move = Move to another phase
keys-edit = Edit
keys-log = Log an activity
keys-help = This list

## Errors

error-not-found-title = Not found
error-not-found = There is no such page. It may have been deleted, or you may not be allowed to see it.
error-forbidden-title = Not allowed
error-forbidden = You do not have the right to do this. Nothing was changed. Ask an admin if you need it.
error-stale-title = Somebody else was quicker
error-stale = Somebody else changed this in the meantime, so your change was not saved. Look at the latest version and try again.
error-invalid-title = Not saved
error-too-many-title = Please wait a little
error-too-many = There were too many attempts. Try again in about { $minutes } minutes.
error-internal-title = Something went wrong
error-internal = A problem on our side kept this from working. Nothing was saved. If it happens again, tell an admin.
session-expired-title = Please sign in again
session-expired = You were signed out after a while. What you typed is kept; sign in to go on.

## Sign-in

email = Mail address
password = Password
sign-in-and-go-on = Sign in and go on

## Deals

deal-phase-takes-none = This phase takes no deals. Choose one that is in use.
deal-move-closed = Won, lost and held deals cannot be moved. Reopen the deal first.
deal-move-retired = The phase "{ $phase }" is retired. Choose another one.
deal-move-not-won = The phase "{ $phase }" comes after the contract. Mark the deal as won first.
deal-move-won = A won deal cannot go back to "{ $phase }". Reopen it first.
deal-is-open = This deal is open already.
deal-is-closed = This deal is already won or lost. Reopen it first.

## Templates of pipelines

template-five = Standard, five phases
template-five-about = For a team that defines its process for the first time.
template-seven = Seven phases
template-seven-about = For business customers won by visits and proposals, with follow-up after the contract.
template-five-lead = Lead
template-five-lead-purpose = Check a prospect you have met and win a first conversation.
template-five-lead-guidance = Note the company, the person and how you met, and get in touch within two business days.
template-five-approach = Approach
template-five-approach-purpose = Find out whether they are interested and agree on a meeting.
template-five-approach-guidance = Say in one sentence what it is about and what they gain, and offer two dates. If they decline, ask when you may come back.
template-five-hearing = Hearing
template-five-hearing-purpose = Learn about the need, the budget, who decides and when, and judge whether you can help.
template-five-hearing-guidance = Write down their own words. Ask how big the problem is and what it costs to leave it, in figures.
template-five-presentation = Presentation
template-five-presentation-purpose = Answer the need you heard with a proposal, and give them all they need to decide.
template-five-presentation-guidance = Begin by confirming the need and make at most three points. Settle open questions and the next step before you leave.
template-five-closing = Closing
template-five-closing-purpose = Settle the terms, help them through their approvals, and sign.
template-five-closing-guidance = When they say “we will think about it”, ask who decides what by when. Offer the papers their approval needs.
template-seven-appointment = Appointment
template-seven-appointment-purpose = Win a meeting with a prospect and keep how you met.
template-seven-appointment-guidance = Note the channel and who introduced you. Move on once the date and the purpose are agreed.
template-seven-qualification = Qualification
template-seven-qualification-purpose = Judge from their interest and BANT (budget, authority, need, timing) whether this deal deserves your effort.
template-seven-qualification-guidance = Leave unknown items as unknown and decide whom to ask and when. Offer help with the approval to those who do not decide themselves.
template-seven-first-visit = First visit
template-seven-first-visit-purpose = Earn their trust in person and agree on a conversation in depth.
template-seven-first-visit-guidance = Check beforehand whether a colleague already talks with this company. Agree on the next date before you leave.
template-seven-hearing = Hearing and research
template-seven-hearing-purpose = Learn about the need, the present state, the people, the budget and the timing, and shape a proposal.
template-seven-hearing-guidance = Follow the hearing sheet and note who said it and where it comes from. Close the open items one by one.
template-seven-proposal = Proposal
template-seven-proposal-purpose = Present a proposal and a quote that fit the need, and learn how they react.
template-seven-proposal-guidance = Put effect and cost on one page, for the one who decides. Record reactions and worries, and agree on the next step.
template-seven-closing = Closing
template-seven-closing-purpose = Confirm each promise and support their approval and the contract to the end.
template-seven-closing-guidance = Turn “later” and “we will discuss it” into who and by when. When the date slips, record why.
template-seven-follow-up = Follow-up
template-seven-follow-up-purpose = Make sure they are satisfied, and go on to renewal, more business and referrals.
template-seven-follow-up-guidance = Call 30 days after the contract and find troubles early. Begin the next proposal three months before renewal.
template-check-need = The need, in their own words
template-check-budget = Budget and timing
template-check-proposed = The proposal was presented
template-check-terms = Price and terms are agreed
template-check-approval = Steps and dates of their approval are known
template-check-interest = How interested they are
template-check-bant = All four of BANT

## The lists a new workspace starts with

default-kind-meeting = Meeting
default-kind-visit = Visit
default-kind-online = Online meeting
default-kind-phone = Phone call
default-kind-mail = Mail
default-kind-internal = Internal
default-channel-web-ads = Web ads
default-channel-owned-media = Owned media
default-channel-seminar = Seminar
default-channel-exhibition = Exhibition
default-channel-newsletter = Newsletter
default-channel-calling = Cold calling
default-channel-referral = Referral
default-loss-reason-price = Price
default-loss-reason-budget = No budget, or frozen
default-loss-reason-competitor = Chose a competitor
default-loss-reason-fit = Does not meet the requirements
default-loss-reason-timing = Timing, or put off
default-loss-reason-approval = Not approved internally
default-loss-reason-status-quo = Stays as it is
default-loss-reason-silent = No longer answers
default-loss-reason-other = Other
## The four clocks

clock-and = {" · "}
clock-nothing-yet = Nothing done yet
clock-silence = Silence
clock-age = Time in phase
clock-next-action = Next action
clock-slips = Slips
clock-silent = { $days ->
    [one] { $days } day silent
   *[other] { $days } days silent
}
clock-silent-long = No sign from the customer for { $days ->
    [one] { $days } day
   *[other] { $days } days
} ({ $terms })
clock-silent-ever = No sign from the customer since it began { $days ->
    [one] { $days } day
   *[other] { $days } days
} ago ({ $terms })
clock-aged = { $days }d in phase (normally { $normal })
clock-aged-unknown = { $days }d in phase
clock-aged-long = In this phase for { $days ->
    [one] { $days } day
   *[other] { $days } days
} ({ $terms })
clock-next-none = No next action
clock-next-none-long = No next action is planned
clock-overdue = { $days ->
    [one] { $days } day overdue
   *[other] { $days } days overdue
}
clock-overdue-today = Overdue today
clock-overdue-long = The next action “{ $next }” is { $days ->
    [one] { $days } day
   *[other] { $days } days
} overdue
clock-overdue-today-long = The time of the next action “{ $next }” has passed
clock-slipped = { $times ->
    [one] Pushed back once
    [2] Pushed back twice
   *[other] Pushed back { $times } times
}
clock-slipped-days = Pushed back { $days ->
    [one] { $days } day
   *[other] { $days } days
}
clock-slipped-long = The expected close was pushed back { $times ->
    [one] once
    [2] twice
   *[other] { $times } times
} ({ $days ->
    [one] { $days } day
   *[other] { $days } days
} in all)
clock-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
clock-days-over = { $days ->
    [one] { $days } day over
   *[other] { $days } days over
}
clock-days-left = { $days ->
    [one] in { $days } day
   *[other] in { $days } days
}
clock-over = overdue
clock-today = today
clock-none = none
clock-times = { $times ->
    [0] none
    [one] once
    [2] twice
   *[other] { $times } times
}
clock-watch-danger = watch from { $watch } days, act from { $danger }
clock-watch = watch from { $watch } days
clock-danger = act from { $danger } days
clock-normal = normally { $days ->
    [one] { $days } day
   *[other] { $days } days
}
clock-no-terms = no limit set
clock-overdue-danger = act from { $days ->
    [one] { $days } day
   *[other] { $days } days
} overdue
clock-slips-danger = { $sum } days in all; act from { $times } times or { $days } days
## Filters

filter-colour = Sign
filter-refused = “{ $value }” is not something { $field } can be filtered by. Choose the filter again.
filter-not-a-day = “{ $value }” is not a date. Type it like 2026-11-22.
filter-ends-before-it-begins = The period ends ({ $to }) before it begins ({ $from }). Swap the two dates.
filter-any = Any
filter-or = {", "}
filter-more = More
filter-phase-of = { $phase } ({ $pipeline })
filter-close-from = From
filter-close-to = To
filter-close-between = { $from } – { $to }
filter-close-said = closing { $close }
filter-close-overdue = Overdue
filter-close-unset = No date
filter-this-month = This month
filter-next-month = Next month
filter-this-quarter = This quarter
filter-next-quarter = Next quarter
filter-this-half = This half
filter-next-half = Next half
filter-this-year = This fiscal year
filter-next-year = Next fiscal year
colour-red = Act now
colour-yellow = Watch
colour-blue = On course
colour-gray = Not started
quoted = “{ $text }”{" "}

## Forms

form-problems = { $count ->
    [one] Correct one field to save
   *[other] Correct { $count } fields to save
}
form-conflict = Somebody else changed this in the meantime. Check it; saving again overwrites their change
form-theirs = Somebody else wrote:
form-theirs-empty = (empty)
required = Required
save = Save
cancel = Cancel

## Jobs

deal-back-from-hold = Back from hold

## Lists

list-count = { $count ->
    [one] { $shown } record
   *[other] { $shown } records
}
list-sum = Total
list-columns = Columns
list-columns-shown = Columns to show
list-columns-apply = Apply
list-currency = Currency
list-pages = Pages
list-place = { $first }–{ $last } of { $total }
list-previous = Previous
list-next = Next
list-clear = Clear filters
list-filter = Filter
list-text = Filter by text

## Saved views

view-views = Views
view-none = No saved views yet.
view-filter-first = Choose filters, columns or an order, and you can keep them under a name.
view-save = Save these filters as a view
view-save-button = Save
view-name-example = e.g. My deals this month
view-rename = Name of this view
view-rename-button = Rename
view-delete = Delete the view “{ $name }”
view-saved = Saved the view “{ $name }”
view-renamed = Renamed the view to “{ $name }”
view-deleted = Deleted the view “{ $name }”
view-name-missing = The view has no name. Type one by which you will know it.
view-name-too-long = The name “{ $name }” has { $count } characters. Use at most { $most }.
view-name-taken = There is a view “{ $name }” already. Choose another name.
## Reports

report-phases = Phase progress
report-phases-none = No deal entered a phase in this period
report-phases-too-few = Too few deals were decided to compare phases (shown from { $min } per phase).
report-phases-all-passed = Where at least { $min } deals were decided, all of them went on.
report-phases-lowest = The lowest conversion is that of "{ $phase }": { $rate }% (n={ $n }).
report-phases-lowest-same = The lowest conversion is that of "{ $phase }": { $rate }% (n={ $n }). The difference from { $before }% in the period before may well be chance.
report-phases-lowest-down = The conversion of "{ $phase }" is { $rate }%, down { $points } points on the period before (n={ $n }).
report-phases-lowest-up = The lowest conversion is that of "{ $phase }": { $rate }%, but up { $points } points on the period before (n={ $n }).
report-phases-terms = { $entered } entries into phases in { $period }; a deal that comes back to a phase counts again. Lost deals are included. Conversion = (passed + won) / (passed + won + lost + on hold); win rate = won / (won + lost). Small print: 95% interval (Wilson); below { $min } decided there is too little data. Days: median and quartiles of the stays that are over. Owner and team as of entering the phase. Times in { $zone }, as of { $moment }.
report-phases-chart = Chart of the flow through the phases. The table below has the same numbers.
report-phases-table = Numbers by phase
report-phases-staying = { $count } still in "{ $phase }": what to do next
report-phases-lost = Why { $count } were lost in "{ $phase }"
report-phases-see-all = See all
report-no-next-action = Plan the next action
report-no-reason = No reason recorded
report-weakest = Weakest
report-entered = Entered
report-passed = Passed
report-won = Won
report-lost = Lost
report-held = On hold
report-back = Went back
report-other = To another pipeline
report-stays = Still there
report-conversion = Conversion
report-to-won = Win rate
report-days = Days
report-days-spread = Days (median, quartiles)
report-days-value = { $days } d
report-staying-amount = Amount still there
report-entered-amount = Amount entered
report-too-few = Too little data
report-n = n={ $n }
report-period = Period
report-period-free = Choose dates
report-period-unknown = Cannot read the period "{ $value }". Write 2026-11 (month), 2026-Q3 (quarter) or FY2026 (fiscal year).
report-period-backwards = The period ends ({ $to }) before it begins ({ $from }). Choose a later end.
report-from = From
report-to = To
report-as-of = As of
report-as-of-future = The day "{ $value }" lies in the future. Choose a day up to today.
report-as-of-notice = As of { $day }. Later changes are not included.
report-as-of-now = Back to today
report-day-unknown = { $field }: cannot read "{ $value }" as a date. Example: 2026-11-22
report-refused = Correct the conditions to see the report
report-show = Show
report-print = Print
report-csv = CSV
report-all-teams = All teams
report-all-owners = All owners
report-all-channels = All channels
report-all-products = All products
report-stays-title = { $phase }: { $fate }
report-stays-all = All phases
report-stays-none = There are no such deals.
report-stay-entered-on = Entered
report-stay-ended-on = Left
report-stay-fate = What became of it
report-deal-title = Deal
report-back-to-report = Back to the report
report-no-pipeline-title = There is no pipeline yet
report-no-pipeline = Define how you sell to see the progress through its phases.
report-to-settings = Go to settings
report-previous = Previous
report-next = Next
report-place = { $first }–{ $last } of { $total }
report-currency = Currency
report-outcomes = Won and lost
report-outcomes-none = No deal was won or lost in this period
report-outcomes-none-hint = Change the period or the filters, or close deals as won or lost on the board, and the numbers appear here.
report-outcomes-too-few = { $won } won, { $lost } lost: too few to speak of a win rate (shown from { $min }).
report-outcomes-rate = The win rate is { $rate }% (n={ $n }).
report-outcomes-up = The win rate is { $rate }%, up { $points } points on the period before (n={ $n }).
report-outcomes-down = The win rate is { $rate }%, down { $points } points on the period before (n={ $n }).
report-outcomes-same = The win rate is { $rate }% (n={ $n }). The difference from { $before }% in the period before may well be chance.
report-outcomes-terms = { $closed } won or lost in { $period }. Win rate = won / (won + lost); open deals are not counted. Small print: 95% interval (Wilson); below { $min } there is too little data. Days are calendar days from the day a deal began to the day it closed: median, quartiles and mean. Amounts are summed per currency. A deal closed on the day it was won, or on the day its loss was recorded. Times in { $zone }, as of { $moment }.
report-outcomes-terms-product = {" "}A deal with several products counts under each of them, with its whole amount; in the total it counts once. Deals lost before a product was chosen stand under “No product”, so the rates of products look better than they are.
report-outcomes-terms-owner = {" "}Owner and team as of closing.
report-outcomes-table = Numbers of won and lost deals
report-win-rate = Win rate
report-won-amount = Won amount
report-days-won = Days to won
report-days-lost = Days to lost
report-mean = , mean { $days }
report-total = Total
report-by = Grouping
report-by-product = By product
report-by-team = By team
report-by-owner = By owner
report-by-channel = By channel
report-by-quarter = By quarter
report-quarter = Quarter
report-without-product = No product
report-without-team = No team
report-without-channel = No channel
report-all-pipelines = Pipeline: all
report-opened-on = Began
report-closed-on = Closed
report-column-low = { $name } 95% from
report-column-high = { $name } 95% to
report-column-n = { $name } n
report-column-q1 = { $name } 1st quartile
report-column-median = { $name } median
report-column-q3 = { $name } 3rd quartile
report-column-mean = { $name } mean
report-period-before = Period before
report-period-after = Period after
report-period-before-show = Show the period before
report-to-board = Open the board
report-as-of-today = As of: today
report-as-of-is = As of: { $day }
report-phases-none-hint = Change the period or the filters, or enter deals on the board, and the flow appears here.
report-phases-staying-anywhere = { $count } still there: what to do next
report-phases-lost-anywhere = Why { $count } were lost

## List of deals

deals-list = List of deals
deals-title = Deal
deals-phase = Phase
deals-weighted = Weighted
deals-slips = Slips
deals-slipped-times = { $times ->
    [one] once
   *[other] { $times } times
}
deals-last-customer = Last response
deals-opened = Opened
deals-closed = Closed
deals-new = New deal
deals-none = No deals yet
deals-none-text = Add the first one, and it will be listed here.
deals-none-match = No deals match
deals-none-match-text = Filtered by { $filters }
## The board

board-title = Deal board
board-weighted = weighted
board-weighted-of = { $sum } weighted
board-deals =
    { $count ->
        [one] { $count } deal
       *[other] { $count } deals
    }
board-column-empty = No deals in this phase
board-rest = { $count } more
board-meter = { $red } to act on, { $yellow } to watch, { $rest } others
board-by-colour = Filter by colour
board-red = Act now { $count }
board-yellow = Watch { $count }
board-blue = On course { $count }
board-gray = Untouched { $count }
board-slipped =
    { $times ->
        [one] Expected close pushed back once
       *[other] Expected close pushed back { $times } times
    }
board-plan-next = Plan the next action
board-log-of = Log an activity:{" "}
board-edit-of = Edit:{" "}
board-edit = Edit
board-move-of = Move:{" "}
board-move = Move…
board-move-where = Move to phase
board-win = Won…
board-lose = Lost…
board-hold = On hold…
board-order = Order
board-order-worst = Worst first
board-order-close = By expected close
board-order-amount = By amount
board-none-match = No deal matches. Loosen or clear the filters to see more.
board-as-of = As of
board-as-of-day = At the end of this day
board-show = Show
board-as-of-when = { $day }, end of day.
board-as-of-what = Nothing can be moved here. Colours and next actions cannot be told for the past and are left out; titles and companies are today’s.
board-as-of-back = Back to today’s board
board-no-pipeline-title = Decide how you sell
board-no-pipeline = The columns of the board are the phases of your process. Start from a ready-made template of five or seven phases.
board-no-pipeline-ask = There are no phases yet. Once an admin has set them up, the board appears here.
board-no-pipeline-act = New pipeline
board-no-deals-title = Put your first deal on the board
board-no-deals = A company and a title are enough to start.
board-no-deals-act = New deal
board-no-deals-title-viewer = No deals yet
board-no-deals-viewer = Deals appear here as soon as they are added.
## The page of a deal

part-decides = Decides
part-champions = Champions
part-uses = Uses it
part-opposes = Opposes
part-other = Other
criterion-activity = { $kind } done
criterion-amount = Amount filled in
criterion-expected-close = Expected close filled in
criterion-company = Company filled in
criterion-channel = Channel filled in
criterion-contact = A contact named
criterion-deciding-contact = Decision maker named
criterion-product = A product chosen
criterion-next-action = Next action planned
criterion-is-met = done
criterion-is-open = to do
clock-red = act now
clock-yellow = watch
clock-blue = on course
clock-grey = not started
deal-title = Title
deal-currency = Currency
deal-contacts = Contacts
deal-contacts-none = Nobody yet. Once you know who decides and who champions, you know whom to talk to next.
deal-members = Members
deal-lines-none = None yet.
deal-note = Note
deal-details = Details
deal-sum = Sum
deal-opened = Opened
deal-starts-on = Starts on
deal-not-set = Not set
deal-none = None
deal-edit = Edit
deal-delete = Delete
deal-edit-contacts = Edit contacts
deal-edit-products = Edit products
deal-edit-details = Edit deal
deal-edit-activity = Edit the activity of { $day }
deal-open-in-full = Open in full
deal-way = Way through the phases
deal-way-skipped = skipped
deal-way-since = since { $day }, { $days ->
    [one] { $days } day
   *[other] { $days } days
}
deal-signs = Signs
deal-four-clocks = The four clocks
deal-so-far = So far
deal-next-none = No next action is planned
deal-next-label = { $day } { $kind }
deal-next-label-timed = { $day }, { $time } { $kind }
deal-finish-and-plan = Done, plan the next
deal-plan-next = Plan the next action
deal-reopen = Reopen
deal-criteria-for = To go on to { $phase }
deal-criteria-for-winning = To win
deal-criteria-none = This phase has no exit criteria.
deal-move-short = Move…
deal-take-over-sum = Use the sum as the amount
deal-probability-by-hand = { $percent }% (by hand)
deal-held-until = until { $day }
deal-customer-said = The customer said: { $words }
deal-we-guess = Our guess: { $words }
deal-come-back-on = Come back on { $day }
deal-lines-too-large = The sum of the products is too large. Check quantities and prices.

## The timeline of a deal

told-phase = Phase
told-from = { $label }: { $from } → {""}
told-label = { $label }: {""}
told-and = {" · "}
told-list = , {""}
told-stop = . {""}
told-nothing = none
told-by-itself = by itself
told-created = Deal added
told-imported = Imported from a file
told-deleted = Deal deleted
told-restored = Deletion taken back
told-held = On hold until { $until }
told-resumed = Resumed after being on hold
told-reopened = Reopened (was { $was })
told-undone = Taken back
told-won = Won: {""}
told-won-terms = { $amount } ({ $day })
told-lost = Lost: {""}
told-lost-to = { $reason } ({ $competitor })
told-note = Note changed
told-products = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}, { $sum }
told-with-part = { $name } ({ $part })
told-added = added { $who }
told-removed = removed { $who }
told-part = { $name }: { $from } → { $to }
told-moved-back = moved back
told-skipped = skipped phases
told-other-pipeline = to another pipeline
told-override = moved without the exit criteria: { $reason }
told-activity = { $kind }: { $what }
told-activity-deleted = Activity deleted: { $what }
told-cancelled = Cancelled: { $what }
told-no-answer = no answer
## Imports

import-users = Users
import-created = New
import-updated = Updated
import-unchanged = Unchanged
import-refused = Not imported
import-report-kind = Kind
import-report-line = Line
import-report-record = Record
import-report-fate = Result
import-report-column = Column
import-report-value = Value
import-report-what = What happened
import-report-remedy = What to do
import-unknown-columns = Columns not used: { $names }
import-open-quote = A quotation mark is opened and never closed. Only this line was skipped.
import-open-quote-remedy = Close the cell with ", or write a " inside a cell as "".
import-too-many-cells = The row has { $cells } cells, but the header has { $header } columns.
import-too-many-cells-remedy = Put cells that contain commas in quotation marks.
import-blank = The cell is blank.
import-blank-remedy = Fill it in.
import-too-long = Longer than { $longest } characters.
import-too-long-remedy = Shorten it, or check the quotation marks and whether the value is in the right column.
import-control = It contains a control character that cannot be kept.
import-control-remedy = Export the file again, or delete that character.
import-formula = It begins with “=” and was taken as text, not as a formula.
import-no-date = This is not a date.
import-no-date-remedy = Write it like 2026-11-22.
import-no-amount = This is not an amount.
import-no-amount-remedy = Write it in digits, like 1,200,000.
import-no-number = This is not a number.
import-no-number-remedy = Write a whole number, 0 or more.
import-no-currency = This currency is not known.
import-no-currency-remedy = Use one of: { $known }
import-no-email = This is not a mail address.
import-no-email-remedy = Write it like name@example.com.
import-no-role = This role is not known.
import-no-role-remedy = Use admin, manager, rep or viewer.
import-no-corporate-number = A corporate number has 13 digits.
import-no-corporate-number-remedy = Check the digits, or leave the cell blank.
import-taken-for = Taken for “{ $name }”
import-several = Several records fit: { $names }
import-several-remedy = Spell it exactly like one of them.
import-same-name-remedy = Add a column with mail addresses, to tell people of the same name apart.
import-nothing = There is no such record.
import-no-owner-remedy = Import this person with the file of users first, or use a name or mail address that exists.
import-no-company-remedy = Import this company with the file of companies first, or use a name that exists.
import-no-product-remedy = Import this product with the file of products first, or use a name that exists.
import-no-choice-remedy = Add it under Settings, or use a name that exists.
import-no-phase-remedy = Use a phase of the pipeline, or import with --create-phases to add it.
import-no-outcome = This is not an outcome.
import-no-outcome-remedy = Use open, won, lost or on hold.
import-no-pipeline = There is no pipeline yet. Give one a name with --pipeline, and it is made.
import-phases-created = Phases were made: { $names }. Their order, probability and normal days can be changed under Settings.
import-held-is-open = Imported as open: the file does not say until when it is on hold
import-opened-now = No opening date: opened at the moment of the import
import-opened-when-closed = No opening date: opened on the day it closed
import-closed-now = No closing date: closed on the day of the import
import-future = This date lies in the future.
import-future-remedy = Use the actual date. Plans belong in the column of the expected close.
import-closed-before-opened = Before the opening date ({ $opened }).
import-closed-before-opened-remedy = Check the opening and the closing date.
import-won-without-amount = A won deal has no amount.
import-won-without-amount-remedy = Fill in the amount; 0 if the contract has none.
import-no-key = Nothing tells this deal from others.
import-no-key-remedy = Add a column with the deal’s id or title.
import-twice = The same as line { $line }. Only the earlier row was imported.
import-twice-remedy = Delete one of the rows, or give it another id.
import-alike = A very similar name exists: { $names }. Imported as another company
import-placeholder = No mail address: registered with a placeholder (no sign-in until invited)
import-not-listed = Not one of the values to choose from.
import-not-listed-remedy = Use one of these: { $known }
import-not-asked = Deals of this type are not asked for this.
import-not-asked-remedy = Leave it blank, or add the item to the deal type in the settings.
import-backwards = The upper end comes before the lower one.
import-backwards-remedy = Write the smaller value first: “smaller〜larger”.
import-retired = No longer in use.
import-other-deal = The deal of this ID is “{ $title }”, which has another name.
import-other-deal-remedy = If it is another deal, leave the ID blank or use another one.
import-team-created = Team made
import-promoted = Now a manager
import-deal-deleted = Deleted in Kizashi, and left so
import-closed-here = Already closed in Kizashi, and left so
import-product-retired = The product is retired; the deal keeps the one it has
import-override = Moved by an import
import-database = The database refused it: { $cause }
import-database-remedy = Check the values of this row. If it persists, hand this text to your administrator.
import-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
import-more-hints = and { $more } more kinds
import-more-refused = { $more } more rows were not imported. With --report FILE every row is written to a file.
import-place = { $kind }, line { $line }:
## Activities

activity-new = Log an activity
activity-edit = Edit activity
activity-enter = Log
activity-finish = Mark as done
activity-finish-kind = { $kind }: done
activity-state = State
activity-key = Activity ID
activity-is-done = Done
activity-is-planned = Planned
activity-is-cancelled = Cancelled
activity-kind = Kind
activity-subject = Subject
activity-about = Deal or company
activity-company-only = Log it for the company, with no deal yet
activity-day = Date
activity-time = Time
activity-minutes = Minutes
activity-for-minutes = { $minutes } min
activity-way = How
activity-way-of-kind = As usual for this kind
activity-contacts = With
activity-result = Result
activity-customer = The customer took part
activity-customer-hint = talked to us or answered
activity-customer-yes = Yes
activity-customer-no = No
activity-next-hint = With a date, it is planned as the next action.
activity-cancel = Cancel it
activity-more = More
activity-do-edit = Edit
activity-do-delete = Delete
activity-logged = Logged
activity-logged-and-planned = Logged, and the next action planned
activity-planned = Planned
activity-finished = Marked as done
activity-finished-and-planned = Marked as done, and the next action planned
activity-changed = Changes saved
activity-cancelled = Activity cancelled
activity-resumed = Activity planned again
activity-deleted = Activity deleted
activity-restored = Activity restored
activity-not-planned = This activity is already done or cancelled. Look at the latest version.
activity-not-cancelled = This activity is not cancelled. Look at the latest version.
activity-kind-missing = Choose a kind.
activity-about-missing = Enter a deal or a company. If it is only among ourselves, choose "Internal" under How and leave this empty.
activity-about-which = Choose which deal or company this is about.
activity-about-unknown = No deal or company matches "{ $text }". Check the name, or add the company first.
activity-about-several = { $count } deals or companies match "{ $text }". Choose one.
activity-about-gone = The chosen deal or company cannot be found. Choose again.
activity-owner-unknown = This owner cannot be found. Choose one from the list.
activity-day-missing = Enter a date, such as 22 Nov.
activity-day-unknown = "{ $value }" is not a date. Examples: 22 Nov, next Tuesday
activity-time-unknown = "{ $value }" is not a time. Example: 14:30
activity-minutes-unknown = "{ $value }" is not a number of minutes from 1 to 10,080. Example: 30
activity-done-later = "{ $value }" has not come yet. Enter when it was done, or choose "Planned".
activity-planned-earlier = "{ $value }" is over. Enter today or a later date.
activity-next-day-missing = Enter the date of the next action. To plan none, leave its time and subject empty.
way-visit = Visit
way-online = Online
way-phone = Phone
way-mail = Mail
way-internal = Internal
quick-line = In one line
quick-example = e.g. Yamada visit sent quote, call next Tuesday
quick-read = Read it
quick-check = This is what was understood. Correct it if needed, then log it.
quick-log-kind = Kind of activity just done
quick-log-line = What did you do?
quick-log-example = What did you do? e.g. board meets next week, call on Friday
activities-mine = My plans
activities-team = My team's
activities-all = All activities
activities-all-short = All
activities-overdue = Overdue
activities-overdue-count = {" "}overdue
activities-overdue-short = Overdue
activities-today = Today, { $day }
activities-this-week = This week
activities-later = Later
activities-no-time = Any time
activities-comes-along = Coming along with { $owner }
activities-count = { $count }
activities-finish-this = Mark { $what } as done
activities-edit-this = Edit { $what }
activities-more = There are more. See the list
activities-none = Nothing planned
activities-none-text = Activities that you plan appear here, the most urgent first.
activities-without-next = { $count ->
    [one] One of your deals has no next action.
   *[other] { $count } of your deals have no next action.
}
activities-period = Period
activities-from = From
activities-to = To
activities-none-yet = No activities yet
activities-none-yet-text = Calls and visits that you log appear here, the newest first.
activities-none-match = No activity matches
activities-plan-next = Plan next actions
activities-plan = Plan an activity

## Records

record-edit = Edit
record-delete = Delete
form-required = Required
form-draft-restored = Your draft is back.
form-draft-discard = Discard the draft
form-theirs-elsewhere = They changed something that is not shown here. Check it, then save again.
field-too-long = { $field } has { $count } characters. Use at most { $most }.
list-none-match-text = Change the filters or clear them.
list-created = Added
list-updated = Changed
filter-me = Me

## Companies

company-name = Company name
company-kana = Reading
company-kana-hint = Lists are sorted by it, and searches find it.
company-corporate-number = Corporate number
company-corporate-number-hint = 13 digits, with or without hyphens.
company-industry = Industry
company-employees = Employees
company-employees-shown = { $count }
company-address = Address
company-phone = Phone
company-website = Website
company-mail-domain = Mail domain
company-mail-domain-hint = e.g. nagano-seimitsu.example
company-note = Note
company-owner-none = Nobody
company-owner-hint = Everybody sees a company that is nobody’s.
company-facts = Company
company-new = New company
company-new-button = Add company
company-edit-title = Edit { $name }
company-edit-field = Edit { $field }
company-not-entered = Not entered
company-anyway = Add it anyway
company-alike = There are companies that may be the same. Nothing has been saved yet.
company-created = Added { $name }
company-changed = Saved { $name }
company-deleted = Deleted { $name }
company-restored = Restored { $name }
company-has-deals = { $count ->
    [one] { $name } has { $count } deal and cannot be deleted. Delete the deal or move it to another company first.
   *[other] { $name } has { $count } deals and cannot be deleted. Delete them or move them to another company first.
}
company-has-others-deals = { $name } has deals you may not see, so it cannot be deleted. Ask an admin.
company-name-missing = The company has no name. Type one.
company-number-length = The corporate number “{ $value }” is not 13 digits. Example: 7000012050002
company-number-check = The check digit of the corporate number “{ $value }” does not fit. Look for a typing error.
company-employees-wrong = “{ $value }” is not a number of employees. Type digits, like 240.
company-website-wrong = The website “{ $value }” cannot be opened. Type it like https://example.com.
company-domain-wrong = “{ $value }” is not a mail domain. Type what stands after the @, like example.com.
company-owner-wrong = “{ $value }” cannot be the owner. Choose from the list.
company-deals-count = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
}
company-all-deals = All { $count } deals
company-no-deals = No deals with this company yet.
company-no-contacts = No contacts yet.
companies-list = List of companies
companies-open = Open
companies-open-amount = Open amount
companies-with-open = With open deals
companies-without-open = Without open deals
companies-none = No companies yet
companies-none-text = Add the first one, and deals and contacts can be tied to it.
companies-none-match = No companies match

## What happened

history = History
history-none = Nothing has been recorded yet.
history-all = Show everything before
history-by-itself = System
history-something = details
history-activity = { $kind }: { $subject }
history-company-created = Added the company
history-company-changed = Changed { $fields }
history-company-deleted = Deleted the company
history-company-restored = Restored the company
history-contact-created = Added the contact { $name }
history-contact-changed = Changed { $fields } of { $name }
history-contact-deleted = Deleted the contact { $name }
history-contact-restored = Restored the contact { $name }
history-deal-created = Added the deal “{ $title }”
history-said = { $name } on “{ $question }”: { $answer }
history-deal-won = Won “{ $title }”
history-deal-lost = Lost “{ $title }”
history-deal-held = Put “{ $title }” on hold
history-deal-reopened = Reopened “{ $title }”

## Contacts

contact-name = Name
contact-department = Department
contact-job-title = Job title
contact-mobile = Mobile
contact-add = Add
contact-facts = How to reach them
contact-deals = Deals they take part in
contact-no-deals = They take part in no deals.
contact-new-title = New contact at { $company }
contact-new-button = Add contact
contact-edit-title = Edit { $name }
contact-created = Added { $name }
contact-changed = Saved { $name }
contact-deleted = Deleted { $name }
contact-restored = Restored { $name }
contact-name-missing = The contact has no name. The family name alone will do.
contact-email-wrong = “{ $value }” is not a mail address. Type it like suwa@example.com.
contacts-list = List of contacts
contacts-none = No contacts yet
contacts-none-text = Contacts are added on the page of their company.
contacts-none-match = No contacts match
contacts-to-companies = See companies
## Signing in

sign-in = Sign in
sign-in-failed = You were not signed in
sign-in-wrong = The mail address or the password is wrong. { $left ->
    [0] After the next wrong one you will have to wait a while.
   *[other] After { $left } more wrong ones you will have to wait a while.
}
sign-in-wait = There were too many wrong attempts. Try again in about { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}. What you typed is kept.
sign-in-forgotten = Forgot your password? An admin can give you a link to choose a new one.
link-spent-title = This link cannot be used
link-spent = It was used before, or it is too old. An admin can give you a new one.
carried-page-title = What you typed is still here
carried-lead = You are signed in. What you were typing has not been saved yet.
carried-save = Save it now
carried-drop = Do not save, go to the board
carried-title = Title
carried-name = Name
carried-note = Note
carried-reason = Reason
carried-phone = Phone
carried-other = Typed

## Passwords

new-password = New password
current-password = Current password
password-hint = At least 12 characters of any kind. Not a common one, and nothing close to your name or mail address.
password-short = The password is too short. Use at least { $least } characters; a sentence you remember is fine.
password-long = The password is too long. Use at most { $most } characters.
password-common = Common words and runs of keys are guessed first. Add some words that have nothing to do with each other.
password-personal = Your name, mail address and workspace are guessed first. Use words that have nothing to do with them.
password-current-wrong = The current password is wrong.
password-choose = Choose it and sign in
password-kept = Your password is set
password-change = Change password
password-change-go = Change
password-changed = Password changed. Other devices were signed out
password-ends-sessions = Changing it signs you out on other devices.
invitation-title = Welcome, { $name }
invitation-lead = You are invited to { $workspace } on Kizashi. Choose a password to begin.
reset-title = Choose a new password
reset-lead = Choosing a new password signs you out everywhere and in on this device.

## My settings

profile = Profile
profile-email-hint = An admin can change your mail address.
language = Language
language-of-workspace = As the workspace
theme = Appearance
theme-system = System
theme-light = Light
theme-dark = Dark
sessions = Where you are signed in
sessions-count = You are signed in on { $count ->
    [one] this device only
   *[other] { $count } devices, this one included
}. If that surprises you, sign out everywhere and change your password.
sign-out-everywhere = Sign out everywhere
saved = Saved
edit = Edit
copy = Copy
copied = Copied
choose = Choose
acts = Actions
form-empty = { $label } is empty. Enter something.
form-too-long = { $label } is too long. Use at most { $most } characters.
form-control = { $label } contains invisible control characters. Remove them.
form-email = “{ $value }” does not look like a mail address. Example: sato@example.com
form-choice = { $label } “{ $value }” cannot be chosen. Choose one from the list.

## First start

setup-title = Set up Kizashi
setup-lead = Make the workspace and its first admin. It takes two minutes, and all of it can be changed later.
setup-pipeline = Sales process
setup-pipeline-hint = Phases can be renamed, reordered, added and retired at any time.
setup-admin-name = The name of the admin
setup-start = Start
setup-done = Your workspace is ready
setup-first-title = First, Kizashi has to be set up
setup-first = This Kizashi has not been used yet. The link to its setup page is on the console where this was started:
setup-first-link = If you cannot find it, start it again: it prints a new link, good for seven days.
setup-link-wrong = This link cannot be used. It is too old, or it was not copied completely.

## Settings of the workspace

workspace = Workspace
workspace-about = Name, language, time zone, fiscal year, currency, and what reps see
workspace-name = Name of the workspace
workspace-name-hint = Your company or department. Shown on the sign-in page.
workspace-hint = A new time zone moves the start of each day, so all clocks are set anew. A new currency converts nothing: it is only used for new deals.
time-zone = Time zone
fiscal-start = Fiscal year starts in
currency = Currency
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
rep-sees = What reps see
rep-sees-hint = Holds for lists, counts, sums, search, exports and reports alike, and takes effect at once. Admins always see everything.
rep-sees-everything = Everything
rep-sees-everything-about = Everybody sees every deal. Easy to help each other and to notice double visits.
rep-sees-team = Their own team
rep-sees-team-about = Reps, managers and viewers see the deals of their team. Whoever is in no team sees only their own.
rep-sees-own = Only their own
rep-sees-own-about = Reps see their own deals and those they take part in. Managers and viewers see the deals of their team.

## People and teams

people = People
people-about = Invite people, set roles and teams, disable accounts, reset passwords
people-list = List of people
person-name = Name
person-state = State
person-state-active = Active
person-state-invited = Invited
person-state-new = Not invited
person-state-disabled = Disabled
person-signed-in = Last sign-in
person-invite = Invite somebody
person-invite-lead = Makes an invitation link for you to hand over.
person-invite-go = Make the invitation
person-edit = Edit { $name }
person-saved = { $name } was saved
person-email-taken = The mail address “{ $value }” belongs to somebody else here. Enter another one.
person-last-admin = This is the last admin. Make somebody else an admin first.
person-link = Link to hand over
person-link-make = Link
person-link-of = Make a link for { $name }
person-link-title = Link for { $name }
person-link-go = Make the link
person-link-reset-about = Makes a link with which { $name } chooses a new password. It works once, for 24 hours. An earlier link stops working.
person-link-invite-about = Makes a new invitation for { $name }. It works once, for seven days. An earlier link stops working.
person-link-invited = The invitation for { $name } is ready.
person-link-reset = The link for { $name } is ready.
person-link-once = It works once, until { $until }. It is not shown again once you leave this page. Hand it to nobody else.
person-disable = Disable
person-disable-title = Disable { $name }
person-disable-about = They can no longer sign in, and are signed out at once. What they did stays. You can enable them again later.
person-disabled = { $name } was disabled
person-enable = Enable
person-enable-of = Enable { $name }
person-enabled = { $name } was enabled
person-hand-over = Hand over { $deals ->
    [one] one deal
   *[other] { $deals } deals
} and { $activities ->
    [one] one planned activity
   *[other] { $activities } planned activities
} to
person-hand-over-nobody = Nobody: they stay as they are
person-hand-over-hint = Deals on hold are included. Won and lost deals keep their owner.
person-takes-no-deals = The person you chose cannot own deals. Choose somebody else.
role = Role
role-admin = Admin
role-manager = Manager
role-rep = Rep
role-viewer = Viewer
role-may = May
role-sees = Sees
roles-title = What each role may do and see
roles-change = Change what reps see
role-admin-may = Change records, settings and people
role-manager-may = Change records, and move deals past missing criteria with a reason
role-rep-may = Change records
role-viewer-may = Read only
sees-everything = Every deal
sees-team = Deals of their team; without a team, their own
sees-own = Their own deals, and those they take part in
teams = Teams
teams-about = Teams decide who sees which deals, and are a unit of filters and reports.
teams-empty = No teams yet
teams-empty-about = Add the first one below, then put people into it on their page.
teams-order = Order of the teams
teams-retired = Retired teams
team-name = Name of the team
team-new = New team
team-add = Add
team-added = Team “{ $name }” was added
team-none = No team
team-people = { $count ->
    [one] one person
   *[other] { $count } people
}
team-edit-of = Edit { $name }
team-rename = Edit team
team-name-taken = There already is a team called “{ $value }”. Enter another name.
team-retire = Retire
team-retire-title = Retire { $name }
team-retire-about = Nobody can be put into it any more. Past records and reports keep it.
team-move-people = Where its { $count ->
    [one] member goes
   *[other] { $count } people go
}
team-not-empty = There are people in it. Choose where they go.
team-retired = { $name } was retired
team-restore = Use again
team-restore-of = Use { $name } again
order-moved = { "{name}" } is now number { "{place}" }
order-up = Move { $name } up
order-down = Move { $name } down

## Sections of the settings

settings-pipelines-about = Phases, exit criteria, normal days, probability
settings-masters = Lists
settings-masters-about = Channels, interest, loss reasons, products, kinds of activities, competitors
settings-clocks = Clocks
settings-clocks-about = When cards turn yellow and red

## Search

search = Search
search-found = { $count ->
    [one] { $count } result for “{ $text }”
   *[other] { $count } results for “{ $text }”
}
search-none = Nothing found for “{ $text }”
search-none-title = Nothing found
search-none-text = Part of a name, its reading or a phone number will do. Try a shorter word, or several separated by spaces.
search-empty-title = Search companies, deals and people
search-empty-text = Type part of a name or its reading. Companies are also found by phone and corporate number.
search-all = Show all
## The forms of a deal

deal-new = New deal
deal-do-enter = Add deal
deal-saved = Saved
deal-was-entered = Deal added
deal-was-entered-already = You added this deal a moment ago; it was not added twice
deal-was-won = “{ $title }” is won
deal-was-lost = “{ $title }” is lost
deal-was-held = “{ $title }” is on hold until { $day }
deal-was-reopened = “{ $title }” is open again
deal-was-deleted = “{ $title }” was deleted
deal-was-restored = “{ $title }” is back
deal-handed-over = Handed over to { $owner }
deal-handed-over-out-of-sight = Handed over to { $owner }. You do not see their deals, so this one is out of your sight from now on
deal-form-needed = Required
deal-form-save = Save
deal-form-cancel = Cancel
deal-form-pick = Choose
deal-form-draft = Your draft was restored.
deal-form-discard = Discard draft
deal-day-example = e.g. 12/25, next Friday
deal-form-empty = { $label } is missing. Please fill it in.
deal-form-choose = Please choose: { $label }.
deal-form-not-offered = { $label }: what was chosen cannot be used. Choose from the list again.
deal-form-too-long = { $label } may have { $most } characters at most; it has { $length } now.
deal-form-control = { $label } contains invisible characters such as line breaks. Please remove them.
deal-form-no-such-day = { $label }: there is no day “{ $value }”.
deal-form-other-weekday = { $label }: “{ $value }” has the wrong weekday; it is { $right }.
deal-form-not-a-day = { $label }: “{ $value }” is not understood as a day. Examples: { $example }, next Friday, end of month
deal-form-not-later = { $label }: “{ $value }” is still to come. Enter a day up to today.
deal-form-not-earlier = { $label }: “{ $value }” must be tomorrow or later.
deal-form-not-past = { $label }: “{ $value }” has passed. Enter today or later.
deal-form-not-an-amount = { $label }: “{ $value }” is not a number. Example: { $example }
deal-form-negative = { $label }: “{ $value }” must not be below 0.
deal-form-too-fine = { $label }: “{ $value }” is finer than the smallest unit of { $currency }.
deal-form-too-large = { $label }: “{ $value }” is too large. Check the digits.
deal-form-not-a-percent = { $label }: “{ $value }” must be a number from 0 to 100.
deal-form-quantity = The quantity “{ $value }” of “{ $name }” must be a number from 1.
deal-form-quantity-label = Quantity
deal-form-price-in = Unit price ({ $currency })
deal-form-price-of = The unit price of “{ $name }”
deal-form-amount-in = Amount ({ $currency })
deal-form-probability = Probability (%; empty for the phase’s own)
deal-form-currency-alone = To change the currency, enter the amount too.
deal-form-currency-of-lines = The products are priced in { $currency }. Remove them first to change the currency.
deal-form-theirs = { $value } ({ $who }, { $when })
deal-form-look-again = look at the deal’s page for what changed
deal-form-remove-row = Remove row { $row }
deal-company-unknown = There is no company “{ $value }” yet. Add it as a new one, or correct the name.
deal-company-several = There are companies like “{ $value }”. Choose one below.
deal-company-which = Which company is it?
deal-company-new = Add “{ $name }” as a new company
deal-first-next = First next action (optional)
deal-next-day = Day
deal-next-kind = Kind
deal-next-subject = What about
deal-won-on = Won on
deal-do-win = Mark as won
deal-win-goes-on = Once won, it goes on to “{ $phase }”.
deal-do-lose = Mark as lost
deal-lose-keeps = It stays in the phase “{ $phase }” and can be reopened later.
deal-competitor-none = None or unknown
deal-customer-words = The customer’s words (as they were said)
deal-our-guess = Our guess
deal-come-back = Contact again on
deal-do-hold = Put on hold
deal-hold-until = Until
deal-hold-comes-back = On that day it opens again, with a next action.
deal-part = Part
deal-people-add = Add a contact
deal-people-no-contacts = This company has no contacts yet.
deal-people-new-contact = Add a contact
deal-people-no-company = Once the deal has a company, its contacts can be chosen.
deal-contact-twice = “{ $name }” was chosen twice. Keep one row.
deal-products-add = Add a product
deal-products-hint = Without a price, the one of the list of products is used. A discount has a minus.
## Process settings

masters = Lists
masters-lead = The choices people pick from. What is retired stays in the records that have it.
master-activity-kinds = Activity kinds
master-name = Name
master-way = How
master-way-visit = Visit
master-way-online = Online
master-way-phone = Phone
master-way-mail = Mail
master-way-internal = Internal
master-family = Family
master-price = Price
master-currency = Currency
master-used = { $count ->
    [one] 1 record
   *[other] { $count } records
}
master-retired = retired
master-empty = Nothing here yet. Add the first one below.
master-add-title = New entry
master-add = Add
master-added = Added "{ $name }"
master-edit = Edit "{ $name }"
master-edit-lead = Used in { $count ->
    [one] 1 record
   *[other] { $count } records
}. A new name shows there, too.
master-retire = Retire
master-retire-one = Retire { $name }
master-retired-now = "{ $name }" is no longer offered
master-restore = Use again
master-restore-one = Use { $name } again
master-restored = "{ $name }" is offered again
master-name-empty = Enter a name.
master-name-long = A name has at most { $max } characters (this one has { $count }). Shorten it.
master-name-taken = There is a "{ $name }" already. Choose another name.
master-name-retired = "{ $name }" is among the retired entries. "Use again" brings it back.
master-way-missing = Choose how people meet.
master-price-wrong = Cannot read the price "{ $value }" as an amount of zero or more. Example: 1,200,000
settings-saved = Saved
edit-one = Edit { $name }
pipelines = Pipelines
pipelines-lead = One order of phases for each way of selling. The board opens with the first.
pipelines-empty = There is no pipeline yet. Start from a template below.
pipelines-list = All pipelines
pipeline-lead = The phases a deal goes through. Move them to change their order.
pipeline-add-title = New pipeline
pipeline-add = Create
pipeline-start-from = Start from
pipeline-from-nothing = Nothing
pipeline-from-nothing-about = Add the phases yourself.
pipeline-name-title = Name, qualification and retirement
pipeline-retire = Retire this pipeline
phases-empty = There are no phases yet. Add the first one to take in deals.
phases-order = Order of the phases
phases-back = All phases
phase-add-title = New phase
phase-add = Add
phase-added = Added the phase "{ $name }". Set its probability and days.
phase-kind = Kind
phase-kind-selling = Selling (up to the contract)
phase-kind-follow-up = Follow-up (after the contract)
phase-purpose = Purpose
phase-guidance = What to do in this phase
phase-probability = Probability (%)
phase-probability-hint = A change applies to those of the { $count } deals here whose probability was not set by hand.
phase-probability-wrong = Enter the probability as a number from 0 to 100, not "{ $value }". Example: 40
phase-normal-days = Normal days
phase-measured = Left empty, deals are compared with the median of won ones ({ $days } days, n={ $n }).
phase-not-measured = Left empty, deals are compared with the median of won ones. There are too few yet.
phase-watch-days = Silence: watch (days)
phase-danger-days = Silence: act (days)
phase-days-wrong = { $field }: enter a number from 1 to { $max }, not "{ $value }". Example: 14
phase-danger-before-watch = Act ({ $danger } days) must be at least watch ({ $watch } days).
phase-saved-with = Saved, and changed the probability of { $count ->
    [one] 1 deal
   *[other] { $count } deals
}
phase-retire = Retire this phase
phase-about-probability = { $percent }%
phase-about-normal = normally { $days } days
phase-about-criteria = { $count ->
    [one] 1 criterion
   *[other] { $count } criteria
}
criteria-lead = What to make sure of before a deal goes on. A move that lacks something asks for just that.
criterion-kind = Kind of criterion
criterion-kind-field = A field is filled
criterion-kind-activity = An activity is done
criterion-kind-check = An item is ticked
criterion-label = Item
criterion-field = Field
criterion-activity-field = Activity
criterion-add = Add criterion
criterion-added = Added the criterion
criterion-retire = Remove
criterion-retire-one = Remove "{ $name }"
criterion-retired = Removed the criterion
criterion-field-missing = Choose the field that must be filled.
criterion-activity-missing = Choose the activity that must be done.
retire-title = Retire "{ $name }"
retire-lead = "{ $name }" will take no more deals. Past records keep it.
retire-lead-deals = There are { $count ->
    [one] 1 deal
   *[other] { $count } deals
} in "{ $name }". Choose where they go; they move first, then it is retired.
retire-target = Move the deals to
retire-choose = Choose a phase
retire-reason = The phase was retired
retired-with = Retired ({ $count ->
    [one] 1 deal
   *[other] { $count } deals
} moved)
process-has-deals = There are { $count ->
    [one] 1 deal
   *[other] { $count } deals
}. Choose the phase they move to.
process-no-target = Deals cannot go there. Choose a phase of the same kind that is in use.
process-last-selling = A pipeline needs at least one selling phase.
process-follow-up-first = Follow-up phases stand behind the selling ones.
clocks-title = Clocks
clocks-lead = Four clocks decide the colour of a deal; the worst one gives the card its colour. Saving sets all open deals anew.
clocks-silence = Silence
clocks-silence-lead = Days since the customer last took part. Set for each phase.
clocks-age = Age
clocks-age-lead = Days in the phase, against what is normal there.
clocks-age-watch = Watch (beyond % of normal)
clocks-age-danger = Act (beyond % of normal)
clocks-age-example = Example: where 14 days are normal, watch from day { $watch }, act from day { $danger }.
clocks-next = Next action
clocks-next-lead = Without a next action, or past its day, a deal is to be watched at once.
clocks-overdue = Act (days overdue)
clocks-overdue-example = Example: what is due on 20 Nov is watched on 21 Nov and to be acted on from { $danger }.
clocks-slips = Slips
clocks-slips-lead = When the expected close was pushed back so often, or by so many days in all.
clocks-slips-watch = Watch (times)
clocks-slips-danger = Act (times)
clocks-slip-days-watch = Watch (days in all)
clocks-slip-days-danger = Act (days in all)
clocks-number-wrong = { $field }: enter a number from { $min } to { $max }, not "{ $value }".
clocks-danger-before-watch = { $field } must be at least the watch value ({ $watch }); it is { $danger }.

## Moves

move-title = Move to phase
move-to = Move to { $phase }
move-do = Move
move-here = Here now
move-done = Moved “{ $title }” to { $phase }.
move-undone = Took back the last step of “{ $title }”.
move-and = ,{" "}
move-missing =
    { $count ->
        [one] One thing missing: { $names }
       *[other] { $count } things missing: { $names }
    }
move-so-many =
    { $count ->
        [one] One thing is missing before it can move on.
       *[other] { $count } things are missing before it can move on.
    }
move-nothing-missing = Nothing is missing.
move-still-missing = “{ $item }” is still missing. Fill it in to move on.
move-choose = Choose
move-confirm = Confirm and move
move-no-contacts = This company has no contacts yet. Add one on the company’s page first.
move-override = Move without meeting the criteria
move-override-reason = Reason
move-override-hint = With a reason the deal moves although something is missing. The reason is kept and shown on the deal’s page.
move-override-do = Move with this reason
move-override-why = Say why the deal moves although something is missing. The reason is kept with the deal.
move-fill-quantity = The quantity “{ $value }” must be a whole number of at least 1, such as 3.
move-fill-quantity-label = Quantity
move-fill-next-on = When
move-fill-done = Done
move-fill-done-on = Done on
move-fill-result = Result
move-fill-customer = The customer took part or answered
told-checked = Ticked “{ $label }”
told-unchecked = Took back the tick of “{ $label }”

## Matching
matching-sure = Sure
matching-likely = Likely
matching-perhaps = Perhaps
matching-number = same corporate number
matching-name = same name
matching-domain = same mail domain
matching-phone = same phone
matching-other-number = but different corporate numbers
## Touches

touch-kinds = Kinds of touches
touch = Touch
touch-kind = Kind of touch
touch-day = Day
touch-what = What exactly
touch-what-example = e.g. cost control seminar, Tokyo
touch-contact = Who on their side
touch-deal-key = Deal ID
touch-introducer-company = Introducer company
touch-introducer = Introduced by
touch-introducer-hint = A company or a person. Leave it empty if nobody introduced them.
touch-introducer-person = { $name } ({ $company })
touch-introducer-hidden = A company you cannot see
touch-introducer-unknown = “{ $value }” is neither a company nor a contact here. Type a name that is, or add it first.
touch-introducer-several = “{ $value }” fits several. Choose one below.
touch-introduced-by = Introduced by { "" }
touch-cost = Cost
touch-new = Add a touch
touch-edit = Edit the touch
touch-edit-one = Edit the touch of { $day }
touch-add = Add
touch-add-do = Add
touch-delete = Delete
touch-created = Touch added.
touch-changed = Touch saved.
touch-deleted = Touch deleted.
touch-restored = Touch restored.
deals-first-touch = First touch
deals-last-touch = Last touch
course = Course
course-none = No touches yet. Keep the ads, seminars and introductions that led here, and reports will show which of them win deals.
course-opened = Deal opened
course-cost = Cost in all: { $cost }
introductions = Chain of introductions
introductions-walk = Walk the chain of introductions
introductions-lead = Who introduced this deal, the deal in which they came to us, and so on back.
introductions-back = Back to the deal
introductions-here = This deal
introductions-none = Nobody is recorded as having introduced this deal. Say so in one of its touches, and the chain appears here.
brought = Deals they introduced
brought-counts = { $count ->
        [one] 1 deal
       *[other] { $count } deals
    }, { $won } won
lead = Lead
default-touch-ad = Ad
default-touch-article = Article or download
default-touch-seminar = Seminar
default-touch-exhibition = Met at an exhibition
default-touch-newsletter = Newsletter
default-touch-call = Call
default-touch-introduction = Introduction
told-touch-created = Added a touch: { $what }
told-touch-changed = Changed a touch: { $what }
told-touch-deleted = Deleted a touch: { $what }
told-touch-restored = Restored a touch: { $what }

## Leads

lead-is-converted = This lead has become a deal already.
leads = Leads
leads-list = List of leads
leads-none = No leads yet
leads-none-text = Add the people who are no deals yet: cards from an exhibition, inquiries. Files can be imported too.
leads-none-match = No leads match
leads-see = See the leads
leads-assign = Assign
leads-assigned = { $count ->
        [one] 1 lead is now { $owner }’s.
       *[other] { $count } leads are now { $owner }’s.
    }
leads-unassigned = { $count ->
        [one] 1 lead is nobody’s again.
       *[other] { $count } leads are nobody’s again.
    }
list-tick = Tick
list-tick-one = Tick “{ $name }”
lead-new = Add a lead
lead-new-button = Add lead
lead-edit-title = Edit “{ $name }”
lead-created = Lead “{ $name }” added.
lead-was-entered = This lead has been added already.
lead-changed = Lead “{ $name }” saved.
lead-deleted = Lead “{ $name }” deleted.
lead-restored = Lead “{ $name }” restored.
lead-facts = About the lead
lead-contact = Person
lead-nobody = Company and person are both empty. Enter at least one of them.
lead-unassigned = Nobody yet
lead-state = State
lead-state-new = New
lead-state-contacted = In contact
lead-state-unqualified = Unqualified
lead-state-converted = Converted
lead-state-open = New or in contact
lead-state-set = “{ $name }” is now: { $state }.
lead-reason = Why unqualified
lead-touched = Last touched
lead-key = Lead ID
lead-days-new = Untouched for { $days ->
        [one] 1 day
       *[other] { $days } days
    }
lead-days-contacted = No contact for { $days ->
        [one] 1 day
       *[other] { $days } days
    }
lead-contacted-do = Mark as in contact
lead-unqualify = Mark as unqualified
lead-unqualify-do = Mark as unqualified
lead-resume = Back to in contact
lead-convert = Make it a deal
lead-convert-title = Make “{ $name }” a deal
lead-convert-lead = These companies and contacts may be the same. Choose them, and nothing is added twice.
lead-convert-do = Make it a deal
lead-was-converted = Lead “{ $name }” is a deal now. Its touches went along.
lead-deal-title = { $name }: inquiry
lead-deal-deleted = “{ $title }” (deleted)
lead-deal-hidden = Somebody else’s deal
lead-company-of-person = The same person works there
lead-company-new = Add it as a new company
lead-company-new-name = Name of the new company
lead-contact-new = Add “{ $name }” as a new contact
lead-contact-none = No contact
lead-contact-elsewhere = “{ $name }” is a contact of { $company }. Choose that company too, or another contact.
course-from-lead = Came from the lead{ " " }
clocks-leads = Leads
clocks-leads-lead = Counted from the day a lead was last touched: by a new touch, or by a change of its state.
clocks-leads-watch = Days until it is to be watched
clocks-leads-danger = Days until it is to be acted on
told-from-lead = Came from the lead “{ $name }”
told-lead-created = Added
told-lead-converted = Became a deal
told-lead-deleted = Deleted
told-lead-restored = Restored
told-lead-touched = Added a touch
told-lead-touch-changed = Changed a touch
told-lead-touch-deleted = Deleted a touch
told-lead-touch-restored = Restored a touch
told-lead-from-to = { $label }: { $from } → { $to }
told-lead-reason = Reason: { $reason }
told-lead-changed = Changed { $label }
## Questions: kinds, fields, messages

question-kind = Kind of answer
question-kind-text = Free text
question-kind-choice = One choice
question-kind-several = Several choices
question-kind-number = Number
question-kind-date = Date
question-kind-scale = Scale
question-kind-with = { $kind }: { $more }
question-kind-missing = Choose the kind of answer.
question-none = No answer
question-list = {", "}
question-step = { $step } of { $to }
question-with-unit = { $number } { $unit }
question-choices = Choices
question-choices-hint = One per line.
question-choices-few = { $count ->
    [0] There are no choices yet. Enter at least two, one per line.
    [one] There is only { $count } choice. Enter at least two, one per line.
   *[other] There are only { $count } choices. Enter at least two, one per line.
}
question-choices-many = There are { $count } choices. Keep to { $most } at most.
question-choice-long = “{ $value }” is too long. Keep it to { $most } characters.
question-choice-twice = The choice “{ $value }” stands there twice. Keep one of them.
question-unit = Unit (such as people, %)
question-from = First step
question-to = Last step
question-low = What the first step means
question-high = What the last step means
question-scale-number = Enter the step “{ $value }” as a whole number, such as 1.
question-scale-ends = A scale from { $from } to { $to } cannot be used. The last step must be greater than the first, by { $most } at most.
question-too-long = “{ $label }” may have { $most } characters; it has { $length }. Shorten it.
question-control = “{ $label }” contains invisible characters. Remove them.
question-not-offered = The answer “{ $value }” to “{ $label }” is not one of the choices. Pick one of the list.
question-not-a-number = Enter the answer “{ $value }” to “{ $label }” as a number, such as 1,200.
question-too-fine = The answer “{ $value }” to “{ $label }” is too fine. Use at most three digits after the point.
question-too-large = The answer “{ $value }” to “{ $label }” is too large. Check the digits.
question-not-a-day = The answer “{ $value }” to “{ $label }” is not understood as a date. Try 1 Dec or end of next month.
question-no-such-day = The answer “{ $value }” to “{ $label }” is a day that does not exist. Check the date.
question-other-weekday = The weekday in the answer “{ $value }” to “{ $label }” does not match. It would be { $right }.
question-not-a-step = The answer “{ $value }” to “{ $label }” is not on the scale. Use a whole number from { $from } to { $to }.

## Hearing

hearing = Hearing
hearing-of = Hearing: { $title }
hearing-open = Open the hearing sheet
hearing-read = See the answers
hearing-read-one = See the answers to “{ $question }”
hearing-answer = Answer
hearing-answered-of = { $answered } of { $asked } questions answered
hearing-missing = { $count ->
    [one] { $count } question to ask
   *[other] { $count } questions to ask
}
hearing-missing-required = {" "}({ $count } required)
hearing-missing-short = { $count } to ask
hearing-not-asked = To ask
hearing-none = This pipeline has no hearing sheet yet
hearing-none-text = Decide by phase what to ask, and you see what was not asked yet and can compare answers across deals.
hearing-to-settings = Make a sheet
hearing-sheet-of = { $phase }, edition { $edition }
hearing-here = Current phase
hearing-others = Questions no longer asked
hearing-others-lead = Answers from earlier sheets or another pipeline.
hearing-source = Source
hearing-source-heard = Heard
hearing-source-web = Web
hearing-source-press = Press release
hearing-source-questionnaire = Questionnaire
hearing-source-guess = Guess
hearing-contact = Said by
hearing-contact-none = Nobody named
hearing-day = Heard on
hearing-day-wrong = Enter the day “{ $value }” as a date up to today, such as 20 Nov.
hearing-by = Recorded by
hearing-said-by = from { $name }
hearing-saved = Saved
hearing-saving = Saving
hearing-unsaved = Not saved
hearing-withdrawn = Answer withdrawn
hearing-withdrawn-on = withdrawn on { $day }
hearing-kept-both = Somebody else answered at the same time. Both answers are kept
hearing-beside = Somebody else answered at the same time. Both answers are kept.
hearing-keep-other = Use “{ $answer }”
hearing-keep-this = Stay with “{ $answer }”
hearing-asked-then = Asked then: “{ $question }”
hearing-history = { $count ->
    [one] { $count } earlier answer
   *[other] { $count } earlier answers
}
hearing-across = In other deals
hearing-across-one = Answers to “{ $question }” in other deals
hearing-criterion = “{ $question }” answered
hearing-told-answered = Hearing, “{ $question }”:{" "}
hearing-told-withdrawn = Answer to “{ $question }” withdrawn
hearing-column = To ask
hearing-filter = To ask
hearing-filter-open = Questions to ask
hearing-filter-done = Everything asked
hearing-sheets = Hearing sheets
hearing-sheets-about = What to ask in each phase, and what is required
hearing-sheets-lead = Decide by phase what to ask customers. Changing a sheet that has answers makes a new edition; answers stay with the words they were given to.
hearing-sheets-none = There is no hearing sheet yet
hearing-sheets-none-text = Start below from the template or from nothing.
hearing-sheets-back = All sheets
hearing-sheet-add-title = New sheet
hearing-sheet-add = Add the sheet
hearing-sheet-added = Added the sheet “{ $name }”
hearing-sheet-name = Name of the sheet
hearing-phase-missing = Choose the phase in which this sheet is asked.
hearing-place = { $pipeline } / { $phase }
hearing-counts = { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}, { $answers ->
    [one] { $answers } answer
   *[other] { $answers } answers
}
hearing-edition = Edition { $edition } (since { $day }), { $answers ->
    [one] { $answers } answer
   *[other] { $answers } answers
}
hearing-start = Starts with
hearing-start-template = The template
hearing-start-template-about = Eleven questions about problems, means, budget and decision. Change them as you like.
hearing-start-empty = Nothing
hearing-lines = Order of the questions
hearing-lines-none = There are no questions yet. Add some below.
hearing-question = Question
hearing-every-question = All questions
hearing-question-of = { $question } ({ $sheet })
hearing-question-empty = Enter the question.
hearing-question-add-title = New question
hearing-question-add = Add the question
hearing-help = Help for whoever asks
hearing-heading = Heading
hearing-heading-add-title = New heading
hearing-heading-add = Add the heading
hearing-required = Required to pass this phase
hearing-required-about = Without an answer, moving on to the next phase asks for it.
hearing-required-short = required
hearing-answers-of = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
hearing-meaning = The answers so far
hearing-meaning-same = The meaning stays (better words)
hearing-meaning-same-about = They are compared with new ones.
hearing-meaning-other = It becomes another question
hearing-meaning-other-about = They stay with the old question, and counting starts anew. Another kind of answer makes it another question, too.
hearing-answers = Hearing answers
hearing-answers-none = There are no answers yet
hearing-answers-none-text = What is recorded under “Hearing” on a deal's page comes together here.
hearing-answers-none-match = No answer matches
hearing-search = Filter by answer
hearing-summary = Answers by outcome
hearing-summary-lead = Current answers of the deals you can see, by outcome. Shares are of the answers of that outcome, with their 95% interval.
hearing-all-outcomes = All
hearing-share = { $share } ({ $interval })
hearing-median = Median (quartiles)
hearing-template-now = Situation and problems
hearing-template-business = The work concerned, and how it is done today
hearing-template-business-help = Who does what, how often. Write down manual work on paper or in spreadsheets.
hearing-template-problem = The biggest problem
hearing-template-problem-help = In the customer's own words.
hearing-template-pain = Size of the problem
hearing-template-pain-help = Ask what happens if nothing is done.
hearing-template-pain-low = a nuisance
hearing-template-pain-high = must be solved now
hearing-template-loss = Loss if nothing is done (a year)
hearing-template-loss-help = Convert hours into labour cost.
hearing-template-loss-unit = ×10,000 yen
hearing-template-means = People and means
hearing-template-tools = Systems in use
hearing-template-tools-help = Product, year of introduction, month of renewal.
hearing-template-users = Number of users
hearing-template-users-unit = people
hearing-template-wants = Expectations
hearing-template-wants-help = All that apply.
hearing-template-wants-choices = Save working time／Fewer mistakes／See where things stand／Cut costs／Comply with new law
hearing-template-decision = Budget and decision
hearing-template-budget = State of the budget
hearing-template-budget-help = If you hear an amount, put it into the deal's note.
hearing-template-budget-choices = Secured／To be requested this year／To be requested next year／Open
hearing-template-approval = Path of approval and who decides
hearing-template-approval-help = Who proposes, who is asked, who decides; days it takes.
hearing-template-start = Day they want to start
hearing-template-start-help = Ask why that day.
hearing-template-rivals = Companies or means they compare with
hearing-template-rivals-help = Doing nothing is a rival, too.

## Proposal ideas

idea = Proposal idea
ideas = Proposal ideas
ideas-none = None yet. Note in a few words what the answers suggest to propose.
idea-by = Noted by
idea-at = Noted on
ideas-csv = CSV of proposal ideas
idea-note = Note the idea
idea-hint = Pick the answers it comes from below, and the grounds are there when the proposal is written.
idea-pick = Pick the answers it comes from
idea-pick-label = Answers it comes from
idea-from = { $count ->
    [one] From { $count } answer
   *[other] From { $count } answers
}
idea-delete = Delete
idea-delete-one = Delete this idea
idea-empty = Enter the proposal idea.
idea-long = A proposal idea may have { $most } characters; this one has { $length }. Shorten it.
idea-noted = Noted the idea
idea-deleted = Deleted the idea
idea-restored = Restored the idea
idea-told-noted = Proposal idea:{" "}
idea-told-deleted = Proposal idea deleted:{" "}
idea-told-restored = Proposal idea restored:{" "}
## Appointments
appointment-new = Make an appointment
appointment-edit = Edit appointment
appointment-enter = Add to calendar
appointment-planned = The appointment is in the calendar
appointment-subject = About
appointment-subject-example = e.g. first visit, going through the quote
appointment-from = Starts
appointment-from-example = e.g. 14:00, 2:30pm
appointment-until-or-long = Ends (or length)
appointment-until-example = e.g. 15:30, 90 min
appointment-until = Ends
appointment-place = Place
appointment-place-example = e.g. head office, 3rd floor, room 2
appointment-link = Meeting link
appointment-phone = Phone number
appointment-purpose = Purpose
appointment-purpose-example = e.g. find out who decides, and the budget
appointment-bring = What to bring
appointment-bring-example = e.g. company brochure, two copies of the quote
appointment-members = Colleagues who come along
appointment-more = Colleagues who come along, kind
appointment-kind-of-way = As the way of meeting
appointment-tell-result = Record the result
appointment-way-missing = Choose how you will meet.
appointment-time-missing = Enter when it starts, e.g. 14:00.
appointment-until-early = The end “{ $value }” is not after the start “{ $from }”. Enter a later time, or a length, e.g. 15:30 or 90 min.
appointment-until-unknown = The end “{ $value }” was not understood. Enter a time or a length of up to 24 hours, e.g. 15:30 or 90 min.
appointment-link-unknown = The meeting link “{ $value }” cannot be linked to. Enter an address that begins with https:// or http://.
appointment-phone-unknown = The phone number “{ $value }” has no digits. Example: 03-1234-5678
appointment-busy = Busy
appointment-overlap = { $name }: { $day } { $from }–{ $until } { $what }
appointment-overlaps = There are other plans at that time
appointment-overlaps-hint = Change the time or the people, or save it as it is.
appointment-again = Check another time
appointment-anyway = Save it nevertheless
appointment-move-where = The day and time to move it to were not understood. Example: 2026-11-24, 14:30
appointment-move-needs-time = A plan without a time cannot be moved. Edit it and enter when it starts.
appointment-moved = Moved to { $day } { $time }
appointment-moved-across = Moved to { $day } { $time }, across { $count ->
    [one] another plan
   *[other] { $count } other plans
}
appointment-moved-back = Moved back
activity-next-unseen = You cannot see this deal, so nothing can be planned for it here. Leave the next action empty, or ask its owner.

## Calendar
calendar = Calendar
calendar-day = Day
calendar-week = Week
calendar-month = Month
calendar-view = Period shown
calendar-before = Earlier
calendar-after = Later
calendar-today = Today
calendar-whose = Whose plans
calendar-mine = Mine
calendar-team = My team’s
calendar-new = Appointment
calendar-from-to = { $from } – { $to }
calendar-more = { $count } more
calendar-overlaps = At the same time as another plan
calendar-nothing = Nothing planned
calendar-none = Nothing is planned for this period
calendar-none-text = Appointments appear here. In the day and week views, you can also press a free hour to make one.
calendar-keys-month = Focus a plan and press Shift with an arrow key to move it to another day. You can also drag it.
calendar-keys = Focus a plan and press Shift with an arrow key: up and down move it by 15 minutes, left and right by a day. You can also drag it.
calendar-see = Show in the calendar
calendar-file = Add to calendar
calendar-feed-name = Appointments of { $name }
calendar-feed-line = { $label }: { $text }
calendar-feed-summary = { $what } ({ $company })
calendar-link = See it in other calendars
calendar-link-about = Add the link to your phone or another calendar, and your appointments arrive by themselves. Whoever knows the link can read, without signing in, when and what they are about, the company, deal, people, place, purpose, what to bring and who comes along. Keep it to yourself; if it becomes known, renew or revoke it.
calendar-link-once = Add this address to your calendar. It is shown only now.
calendar-link-url = Address of the calendar
calendar-link-made = The link was made on { $day }. Its address cannot be shown again. If you have lost it, make a new one.
calendar-link-make = Make a link
calendar-link-renew = Make a new link (the current one ends)
calendar-link-revoke = Revoke the link
calendar-link-revoked = The link to your calendar has been revoked
appointment-whereabouts = Place, link or number

## Channels and course

report-channels = Channels and course
report-channels-none = No leads and no deals in this period
report-channels-none-hint = Add leads, or change the period or the filters, and the figures appear here.
report-channels-best = “{ $name }” wins { $rate }% of its deals, more than the others’ { $others }% (n={ $n }).
report-channels-alike = The win rates differ no more than chance allows ({ $n } deals decided).
report-channels-too-few = { $n ->
        [one] 1 deal was decided.
       *[other] { $n } deals were decided.
    } Too few to compare win rates (shown from { $min }).
report-channels-terms = Leads that came in, first appointments, deals that began, deals won or lost and costs of touches in { $period }, each counted on its own day. A first appointment is the earliest of its deal, or of a lead that is no deal: one entered as an appointment, or a visit or meeting online at a time of day, unless cancelled. “Deals” are those that began. Win rate = won / (won + lost); open deals are not in it. Small print: 95% interval (Wilson), too little data below { $min }. “First touch to won”: median and quartiles in calendar days, of the won deals with a touch. Costs are those of the touches in the period, of leads that became nothing too; cost per deal won is that divided by the deals won. Amounts by currency. Team: the owner’s, today. Times in { $zone }, as of { $moment }.
report-channels-terms-channel = Grouped by the channel of deals and leads. { "" }
report-channels-terms-first = Grouped by the first touch up to the day a deal began or a lead came in. { "" }
report-channels-terms-last = Grouped by the last touch up to the day a deal began or a lead came in. { "" }
report-channels-terms-any = Grouped by every touch up to the day a deal was decided or a lead came in. A deal with several counts in each; the total counts it once. { "" }
report-touches-csv = CSV of touches
report-channels-table = Figures by channel and course
report-channels-months = Month by month
report-month = Month
report-by-first-touch = By first touch
report-by-last-touch = By last touch
report-by-any-touch = By any touch
report-touches-of = Group touches
report-touches-of-kind = By kind of touch
report-touches-of-channel = By channel of touch
report-without-touch = No touch recorded
report-appointments = First appointments
report-opened = Deals
report-first-to-won = First touch to won
report-cost = Cost
report-cost-per-won = Cost per deal won
report-before = Before: { $won } won, { $rate }
report-before-none = Before: none
report-what = Kind of figure
report-behind-title = Name
report-behind-sub = Company or what
report-behind-none = Nothing here.
import-no-deal-remedy = Import this deal with the file of deals first, or use an id or title that exists.
import-no-lead-remedy = Import this lead with the file of leads first, or use an id or name that exists.
import-no-contact-remedy = Use the name or mail address of a contact of the company.
import-about-nothing = Nothing says which deal, lead or company this is about.
import-about-remedy = Add a column with the deal, the company or the lead.
import-about-no-lead = Nothing says which deal or lead this is about.
import-about-lead-remedy = Add a column with the deal or the lead.
import-about-no-deal = Nothing says which deal this is about.
import-about-deal-remedy = Add a column with the deal.
import-idea-no-answer = Some of these answers are not on the deal, so the idea came in without them
import-no-time = This is not a time.
import-no-time-remedy = Write it like 14:30.
import-no-name-remedy = Use one of: { $names }
import-no-yes = This is neither yes nor no.
import-no-yes-remedy = Use yes or no.
import-no-link = This is not the address of a meeting.
import-no-link-remedy = Use an address that begins with https://.
import-deleted = It was deleted in Kizashi, so it stays as it is
import-stays-done = It is done, so its state stays
import-day-ahead = This day is still to come
import-day-ahead-remedy = Enter a day up to today.
import-lead-converted = A file cannot make it a deal. Do that on the lead’s page afterwards
import-lead-reason = Why it is unqualified is empty
import-lead-reason-remedy = Fill in the column “reason”.
import-lead-state-remedy = Use one of { $names }.
## Qualification

qualification = Qualification
framework = Qualification framework
framework-none = None (not qualified)
framework-not-offered = That framework cannot be used. Choose another one from the list.
framework-of-pipeline-hint = What is found out about the deals of this pipeline. Shown on cards and on the page of a deal.
frameworks-lead = What is to be found out before a deal is worth a proposal. New pipelines begin with the first framework.
frameworks-about = What is found out to qualify a deal, such as BANT
frameworks-empty = There is no framework yet. Start from a template below.
frameworks-list = All frameworks
framework-add-title = New framework
framework-from-nothing-about = You add the items yourself.
framework-lead = What this framework finds out. Drag the items into another order.
framework-name-title = Name of the framework
framework-items-empty = There are no items yet. Add one below.
framework-items-order = Order of the items
framework-item-add-title = New item
item-mark = Letters on the card
item-mark-hint = One or two letters. Without any, the first letter of the name is used.
item-mark-long = The letters on the card “{ $value }” must be one or two, such as B.
item-kind = Kind of value
item-kind-amount = Amount
item-kind-person = Person
item-kind-text = Words
item-kind-day = Day or period
item-kind-missing = Choose a kind of value.
item-help = What to find out
item-help-long = What to find out has at most { $max } characters and now has { $count }. Shorten it.
item-edit-lead = Its kind of value is “{ $kind }”. The kind stays, so that what was written before can still be read.
bant-budget = Budget
bant-budget-help = How much, and from which budget
bant-authority = Authority
bant-authority-help = Who decides, and whose consent is needed
bant-needs = Needs
bant-needs-help = What is the trouble, and why now
bant-timeframe = Timeframe
bant-timeframe-help = By when they want to use it
meddic-metrics = Metrics
meddic-metrics-help = Which figures will show that it was worth it
meddic-buyer = Economic buyer
meddic-buyer-help = Who can release the money
meddic-criteria = Decision criteria
meddic-criteria-help = What offers are compared by
meddic-process = Decision process
meddic-process-help = Which steps lead to a decision
meddic-pain = Identified pain
meddic-pain-help = What happens if nothing is done
meddic-champion = Champion
meddic-champion-help = Who argues for us within the company
interest = Interest
default-interest-gathering = Gathering information
default-interest-comparing = Comparing offers
default-interest-replacing = Replacing another product
default-interest-decided = Decided to buy
fact-unknown = Not confirmed
fact-confirmed = Confirmed
fact-concern = Concern
fact-unfit = Does not fit
fact-state = State
fact-source = Source
fact-told-by = Told by
fact-said-on = Told on
fact-range = { $from } to { $to }
fact-amount-in = { $item } ({ $currency })
fact-most = { $item } at most
fact-most-hint = At most (for a range)
fact-most-too-low = { $label } “{ $value }” must be at least { $least }.
fact-period = { $item }, about
fact-day = If the day is known
fact-help-title = Help against the concern
fact-help = Help
fact-help-on = Help due on
fact-help-none = No help planned yet.
fact-help-without-concern = Help can be planned when the state is “Concern”.
fact-saved = Saved: { $item }
fact-before =
    { $count ->
        [one] One earlier note
       *[other] { $count } earlier notes
    }
fact-former =
    { $count ->
        [one] One item no longer asked
       *[other] { $count } items no longer asked
    }
help-planned = Planned
help-done = Done
help-cancelled = Cancelled
help-overdue = Overdue
source-heard = Heard
source-guess = Guess
source-document = Document
source-questionnaire = Questionnaire
mark-says = { $item }: { $state }
told-fact = { $state }, { $value }
deals-key = Deal ID
interest-none = Not stated
fact-says = { $item }: { $value }
criterion-item = { $item } confirmed
criterion-item-known = { $item } known
criterion-interest = Interest stated
criterion-kind-item = An item of the framework is confirmed
criterion-kind-item-known = An item of the framework is known, also as a concern or not fitting
criterion-item-field = Item of the framework
criterion-item-missing = Choose an item of the framework.
matching = Duplicates
matching-near-name = very similar name
matching-person-name = same name
matching-reading = same reading
matching-mail = same mail address
matching-office-mail = same mail address, probably shared
matching-mobile = same mobile
matching-shared-name = but several companies have this name
matching-other-mail = but different mail addresses
matching-of = Duplicates of
matching-companies = Companies
matching-contacts = Contacts
matching-certainty = Certainty
matching-why = Why
matching-record-name = Name
matching-all = All
matching-told-apart = Not the same
matching-keys = Keys: j / k for the next and previous pair, Enter to merge, x for “Not the same”
matching-merge = Merge…
matching-tell-apart = Not the same
matching-propose-again = Propose again
matching-dismissed = Marked as not the same. They are no longer proposed.
matching-dismissed-by = Marked as not the same by { $name } on { $day }
matching-proposed-again = They are proposed again
matching-see-companies = See the companies
matching-see-contacts = See the contacts
matching-none = Nothing looks like a duplicate
matching-none-dismissed = No pair was told apart
matching-none-text = Records that share a name, corporate number, phone or mail, or that are very similar, will be listed here.
matching-others-left = There are other candidates under other conditions.
matching-show-all = Show all candidates
matching-not-computed = Looking for duplicates for the first time. Open this page again in a moment.
history-company-told-apart = Judged a possible duplicate to be another company
history-company-proposed = Took that judgement back
history-contact-told-apart = Judged a possible duplicate of { $name } to be another person
history-contact-proposed = Took that judgement of { $name } back

## Merges

merge-open = Merge
merge-companies = Merge companies
merge-contacts = Merge contacts
merge-lead = “{ $gone }” becomes part of “{ $kept }”. Where they differ, choose the value to keep.
merge-kept = Kept
merge-gone = Merged into it
merge-changed-on = Last changed { $day }
merge-swap = Keep the other one instead
merge-why-only-one = the other one is empty
merge-why-newer = changed more recently
merge-why-joined = nothing gets lost
merge-why-stays = the kept one keeps its owner
merge-take-both = Join both
merge-take-wrong = “{ $value }” is no choice for { $field }. Choose again which value to keep.
merge-same = The same in both: { $fields }
merge-hanging = What moves to “{ $kept }”
merge-count = { $count }
merge-products = Product lines
merge-introductions = Introductions made
merge-hidden = Records you may not see move as well.
merge-can-be-undone = You can undo this at any time; what is added meanwhile stays.
merge-do = Merge
merge-done = Merged “{ $gone }” into “{ $kept }”
merge-done-already = Already merged into “{ $name }”
merge-merged = Merged records
merge-undo = Undo the merge
merge-undo-this = Undo the merge of “{ $name }”
merge-undone = Undid the merge of “{ $name }”
merge-undone-but = Undid the merge of “{ $name }”. { $fields } changed since the merge, so the current value stays.
merge-undone-already = This merge has been undone already
merge-undo-first = First undo the merge of “{ $gone }” into “{ $kept }”: that later merge changed the same things.
merge-find-lead = Choose the record that is the same as “{ $name }”.
merge-find-label = Name
merge-find-do = Search
merge-find-none = Nothing alike was found. Search by name.
merge-find-nothing = Nothing matches “{ $text }”.
merge-compare = Compare
merge-compare-with = Compare with “{ $name }”
merge-back = Back to “{ $name }”
history-merged = Merged “{ $name }” into this
history-merged-into = Merged into “{ $name }”
history-unmerged = Undid the merge of “{ $name }”
history-came-back = Came back from the merge into “{ $name }”
history-of-merged = ({ $name }) { $text }
## Questionnaires
questionnaires = Questionnaires
questionnaire = Questionnaire
questionnaires-about = Questions sent to customers by link, and where their answers go
questionnaires-lead = Questions that customers answer by a link. Answers arrive on the deal's page as proposals; whoever sells decides whether to take them.
questionnaires-empty = No questionnaires yet
questionnaires-empty-text = Name one and add questions; links can then be sent from the page of a deal.
questionnaires-list = All questionnaires
questionnaire-count = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
questionnaire-add-title = New questionnaire
questionnaire-added = The questionnaire is there. Now its questions.
questionnaire-name-hint = Customers see it as the heading, for example: Before we begin
questionnaire-name-en = Name (English)
questionnaire-intro = Introduction
questionnaire-intro-en = Introduction (English)
questionnaire-receiver = Who receives the answers
questionnaire-receiver-en = Who receives the answers (English)
questionnaire-receiver-hint = Customers read this sentence as it stands.
questionnaire-receiver-first = Your answers go to the sales team of { $workspace }.
questionnaire-lead = Changes hold for links made from now on. Links that are out, and answers, keep their wording.
questionnaire-preview = Preview
questionnaire-around = Heading and introduction
questionnaire-questions-empty = It asks nothing yet. Begin with “Add a question”.
questionnaire-questions-order = Order of the questions
questionnaire-question-add = Add a question
questionnaire-question-added = The question was added
questionnaire-question-text = Question
questionnaire-question-text-en = Question (English)
questionnaire-question-help = Help
questionnaire-question-help-en = Help (English)
questionnaire-choices-en = Choices, unit or ends of the scale (English)
questionnaire-choices-en-hint = One a line, in the order of the Japanese. Empty shows the Japanese in English too.
questionnaire-choices-en-count = The English needs { $wanted } lines but has { $count }. Make them as many as in Japanese, or leave it empty.
questionnaire-target = What the answer fills
questionnaire-target-hint = Answers are proposals first and fill the item once somebody takes them. For the interest, give the choices the names of the degrees of interest.
questionnaire-target-none = Nothing (read only)
questionnaire-target-gone = That item is no longer in use. Choose another one.
questionnaire-required = Must be answered
questionnaire-fills = fills “{ $name }”
questionnaire-field-amount = Amount of the deal
questionnaire-field-expected-close = Expected close of the deal
questionnaire-field-department = Respondent’s department
questionnaire-field-job-title = Respondent’s job title
questionnaire-field-phone = Respondent’s phone
questionnaire-field-email = Respondent’s email
questionnaire-field-employees = Employees of the company
questionnaire-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
questionnaires-of = Questionnaires: { $deal }
questionnaire-back = Back to the deal
questionnaire-link = Link to the questionnaire
questionnaire-link-make = Make a link
questionnaire-link-new = Link to a questionnaire
questionnaire-link-go = Make the link
questionnaire-link-made = The link is ready.
questionnaire-link-once = It can be answered until { $until }. Once you leave this page it is not shown again. Give it to nobody but the customer.
questionnaire-for = For
questionnaire-for-nobody = Nobody in particular
questionnaire-for-hint = Answers are recorded as this person's. Their page does not show the name.
questionnaire-days = Valid for
questionnaire-days-unit = days
questionnaire-days-wrong = “{ $value }” is not a number of days from 1 to { $most }. For example: 14
questionnaire-missing = Choose the questionnaire to send.
questionnaire-contact-gone = That contact no longer belongs to the deal. Choose again.
questionnaire-links = Links
questionnaire-links-none = Nothing sent yet
questionnaire-links-none-text = “Make a link” gives you one that only this customer has.
questionnaires-none-made = Once an admin makes a questionnaire in the settings, links can be sent from here.
questionnaire-state = State
questionnaire-state-sent = Not opened
questionnaire-state-opened = Opened
questionnaire-state-draft = Draft saved
questionnaire-state-answered = Answered
questionnaire-state-expired = Expired
questionnaire-state-revoked = Revoked
questionnaire-made = Created
questionnaire-until = Expires
questionnaire-revoke = Revoke
questionnaire-revoke-this = Revoke the link to “{ $name }”
questionnaire-revoked = The link was revoked and no longer opens.
questionnaire-held-back = One answer held back: a program may have sent it
questionnaire-accept = Accept it as an answer
questionnaire-accepted = The answer that was held back has been accepted
questionnaire-open = { $count ->
    [one] { $count } answer waits for a decision
   *[other] { $count } answers wait for a decision
}
questionnaire-look = Decide
questionnaire-known = now { $known }
questionnaire-known-nothing = nothing known yet
questionnaire-does-not-fit = This answer does not fit as it stands. Enter it by hand in a form that does.
questionnaire-take = Accept
questionnaire-keep = Keep the current one
questionnaire-both = Keep both
questionnaire-take-this = Accept the answer to “{ $question }”
questionnaire-keep-this = Keep the current one for “{ $question }”
questionnaire-both-this = Keep both for “{ $question }”
questionnaire-toast-taken = The answer was accepted
questionnaire-toast-kept = The current value was kept
questionnaire-toast-both = Both were kept
questionnaire-decided = { $decision } ({ $who }, { $day })
questionnaire-decision-missing = Choose one of “Accept”, “Keep the current one” and “Keep both”.
questionnaire-stale = Somebody changed this meanwhile. Look at what is known now and decide again.
questionnaire-in-note = Questionnaire ({ $day }) { $question }: { $answer }
questionnaire-targets-items = Qualification
questionnaire-targets-fields = Fields of records
questionnaire-targets-hearing = Hearing: { $sheet }
questionnaire-target-or = , 
questionnaire-target-kind = “{ $target }” cannot be filled by a question of the kind “{ $kind }”. Make it one of these: { $kinds }; or choose something else to fill.
questionnaire-target-choices = “{ $target }” does not know these choices: { $others }. Offer what it knows ({ $known }), or choose something else to fill.
questionnaire-target-unit = The unit of “{ $target }” is “{ $unit }”. Give the question the same unit, or choose something else to fill.
questionnaire-target-steps = “{ $target }” is a scale from { $from } to { $to }. Give the question the same steps, or choose something else to fill.
questionnaire-field-company = Name of the company
questionnaire-field-contact = Respondent’s name
questionnaire-back-lead = Back to the lead
questionnaire-later = can be taken once the lead is a deal
questionnaire-unasked = Answers from a form
questionnaire-send = Send a questionnaire
questionnaire-send-about = Send a questionnaire about “{ $deal }”
questionnaire-waiting = Answers to look at
questionnaire-waiting-lead = What customers answered and nobody has taken or left yet.
questionnaire-waiting-all = All I can see
questionnaire-waiting-mine = Mine
questionnaire-waiting-none = No answers are waiting
questionnaire-waiting-none-text = When one arrives, it shows here and on the page of its deal or lead.
questionnaire-waiting-count = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
questionnaire-waiting-cut = These are the newest 200.
questionnaire-file = Save answers as CSV
questionnaire-column-at = Answered at
questionnaire-column-about = Deal or lead
questionnaire-column-number = Number of deal or lead
questionnaire-column-answer = Answer
questionnaire-column-decision = Decision
questionnaire-column-decider = Decided by
questionnaire-column-decided = Decided at
questionnaire-form = Publish as a form
questionnaire-form-open = Published
questionnaire-form-lead = Anyone can answer a published form. Each answer becomes a new lead with its first touch.
questionnaire-form-behind = The form still says what it said on { $day }. Publish it again to ask what the questionnaire asks now.
questionnaire-form-url = Address of the form
questionnaire-form-url-copy = Copy the address of the form
questionnaire-form-snippet = HTML to embed in a site
questionnaire-form-snippet-copy = Copy the HTML to embed
questionnaire-form-snippet-hint = Only the sites named below can embed it.
questionnaire-form-cannot = To publish it, add a required question that fills the name of the company or of the respondent, and one that fills the respondent’s email or phone.
questionnaire-form-kind = Touch a lead begins with
questionnaire-form-channel = Channel of the lead
questionnaire-form-origins = Sites that may embed it
questionnaire-form-origins-hint = One a line, beginning with https://. Empty means that no site can embed it.
questionnaire-form-kind-missing = Choose the touch with which a lead begins.
questionnaire-form-channel-gone = The chosen channel is no longer in use. Choose another.
questionnaire-form-origin-wrong = Enter the site “{ $value }” as an address that begins with https:// and has nothing behind the host. Example: https://www.example.co.jp
questionnaire-form-origins-many = There are { $count } sites that may embed it. Leave at most { $most }.
questionnaire-form-publish = Publish
questionnaire-form-again = Publish what it says now
questionnaire-form-close = Stop publishing
questionnaire-form-published = The form is published
questionnaire-form-closed = The form is no longer published
public-closed = This form cannot be used
public-closed-text = It may be closed, or its address may not be right.
public-again = We could not make sure that you sent this. Please press “Send” once more.
public-line = Enter “{ $label }” in one line of at most { $most } characters.
told-questionnaire-sent = Made a link to “{ $name }”
told-questionnaire-revoked = Revoked the link to “{ $name }”
told-questionnaire-answered = { "Answered “" }{ $name }{ "”: " }
told-questionnaire-count = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
told-questionnaire-decided = { "Answer to “" }{ $question }{ "”: " }
told-questionnaire-taken = Taken
told-questionnaire-kept = What was known was kept
told-questionnaire-both = Both stand
public-send = Send
public-save = Save and continue later
public-saved = Your answers so far are saved. The same link brings you back to them.
public-preview = This is a preview. Nothing can be sent.
public-no-answer = No answer
public-leave-empty = Leave this field empty
public-missing = Please answer “{ $label }”.
public-problems = { $count ->
    [one] Correct { $count } field to send
   *[other] Correct { $count } fields to send
}
public-thanks = Thank you
public-thanks-text = We have received your answers. You can close this page.
public-gone = This link cannot be used
public-gone-text = It may have expired, or the address may be incomplete. Please ask the person who sent it to you.
public-too-large = That is too long
public-too-large-text = Go back, shorten your answers and send them again.
public-too-many = Please wait a moment
public-too-many-text = This page was opened very often in a short time. Please try again in about ten minutes.

## Guard

guard-shown = Colleagues already work with this customer. Nothing has been saved yet.
guard-changed = Who works with this customer has changed since you looked. Please look again. Nothing has been saved yet.
guard-asked = The colleague and their manager have been told and will get in touch. Nothing has been saved yet.
guard-deal = deal
guard-lead = lead
guard-company = company
guard-appointment = appointment
guard-a-deal = a deal
guard-a-lead = a lead
guard-a-company = a company
guard-an-appointment = an appointment
guard-owner = { $owner } ({ $team })
guard-facts = { $company }, { $stage }, since { $since }, { $last }
guard-stage = { $what }: { $stage }
guard-owns = owner of the company
guard-activity = activity without a deal
guard-last = last contact { $day }
guard-last-none = no contact recorded
guard-same-record = Same company
guard-why = { $certainty } ({ $reasons })
guard-hidden = A colleague in { $team }
guard-hidden-no-team = A colleague in another team
guard-more =
    { $count ->
        [one] There is one more.
       *[other] There are { $count } more.
    }
guard-hand-over = Hand over
guard-hand-over-to = Hand over to { $owner }, who will own the { $what }
guard-together = Work together
guard-together-with = Work together with { $owner }
guard-ask = Ask the colleague to get in touch
guard-go-on = Add it anyway
guard-reason = Reason or message
guard-reason-hint = Needed to add it anyway. Your colleagues read it, and it stays in the history.
guard-reason-missing = There is no reason. Say why you add it anyway, e.g. it is about another site.
guard-reason-long = “{ $label }” has { $count } characters. Shorten it to { $most }.
guard-wrong = “{ $value }” cannot be chosen. Choose again what to do.
guard-handed-over = Added, and its new owner has been told
told-approached = Added knowing that colleagues work with this customer
told-approached-handed-over = Added and handed over to a colleague
told-approached-together = Added to work on it together with a colleague
told-approached-because = { $what }: { $reason }
notice-page = Notices
notice-unread =
    { $count ->
        [one] Notices (one unread)
       *[other] Notices ({ $count } unread)
    }
notice-none = No notices
notice-none-text = When a colleague adds something with a customer of yours, you read it here.
notice-mark = Mark as read
notice-mark-all = Mark all as read
notice-mark-this = Mark the notice of { $who } about “{ $about }” as read
notice-handed-over = { $who } added { $what } with “{ $about }” and handed it over to you.
notice-together = { $who } added { $what } with “{ $about }” and would like to work on it together with you.
notice-went-on = { $who } added { $what } with “{ $about }” too. Reason: { $reason }
notice-asked = { $who } would like to hear from you before adding { $what } with “{ $about }”.
notice-asked-because = { $who } would like to hear from you before adding { $what } with “{ $about }”. “{ $reason }”
company-was-created = It was already added

## Leads' activities

lead-next = Planned
lead-next-none = Nothing is planned. What you plan here is shown in Activities and in the calendar.
lead-take-back = Undo conversion
lead-taken-back = Took the conversion of “{ $name }” back. It is a lead again.
lead-not-converted = This lead is no deal.
lead-not-taken-back =
    { $count ->
        [one] One change has been made since the conversion, so it cannot be undone. Delete the deal on its own page if you do not need it.
       *[other] { $count } changes have been made since the conversion, so it cannot be undone. Delete the deal on its own page if you do not need it.
    }
lead-not-taken-back-was-there = This lead went into a deal that was there before, so that cannot be undone.
leads-given-back =
    { $count ->
        [one] Gave one lead back.
       *[other] Gave { $count } leads back.
    }
leads-given-back-but =
    { $count ->
        [0] Gave none back; { $left } that others changed stay as they are.
        [one] Gave one lead back; { $left } that others changed stay as they are.
       *[other] Gave { $count } leads back; { $left } that others changed stay as they are.
    }

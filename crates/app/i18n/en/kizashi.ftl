## Words of the business

deal = Deals
pipeline = Pipeline
phase = Phase
company = Companies
contact = Contacts
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

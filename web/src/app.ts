// What every page runs: Turbo, Kizashi's own stream action, and the controllers by their names.
import "./back";
import "@hotwired/turbo";
import { Application } from "@hotwired/stimulus";
import { AnswerController } from "./answer_controller";
import { AutosubmitController } from "./autosubmit_controller";
import { BoardController } from "./board_controller";
import { CalendarController } from "./calendar_controller";
import { ChartController } from "./chart_controller";
import { CopyController } from "./copy_controller";
import { DialogController } from "./dialog_controller";
import { DisclosureController } from "./disclosure_controller";
import { DraftController } from "./draft_controller";
import { clearDrafts, pruneDrafts } from "./drafts";
import { DrawerController } from "./drawer_controller";
import { hearAnswers, keepMissingFramesAlive } from "./frames";
import { refuseEnterWhileComposing } from "./keyboard";
import { LiveController } from "./live_controller";
import { MenuController } from "./menu_controller";
import { dropFramesThatAreGone, keepWhatIsInUse } from "./morph";
import { OrderController } from "./order_controller";
import { PairsController } from "./pairs_controller";
import { PrintController } from "./print_controller";
import { ShortcutsController } from "./shortcuts_controller";
import { addStreamActions } from "./streams";
import { SubmitOnceController } from "./submit_once_controller";
import { ToastController } from "./toast_controller";

refuseEnterWhileComposing(document);
keepWhatIsInUse(document);
dropFramesThatAreGone(document);
keepMissingFramesAlive(document);
hearAnswers(document);
addStreamActions();
pruneDrafts(localStorage, Date.now());
// Browsers heed the Clear-Site-Data of signing out over TLS alone.
document.addEventListener("submit", ({ target }) => {
  if (target instanceof HTMLFormElement && /^\/sign-out/.test(new URL(target.action).pathname)) {
    clearDrafts(localStorage);
  }
});

const application = Application.start();
application.register("answer", AnswerController);
application.register("autosubmit", AutosubmitController);
application.register("board", BoardController);
application.register("calendar", CalendarController);
application.register("chart", ChartController);
application.register("copy", CopyController);
application.register("dialog", DialogController);
application.register("disclosure", DisclosureController);
application.register("draft", DraftController);
application.register("drawer", DrawerController);
application.register("live", LiveController);
application.register("menu", MenuController);
application.register("order", OrderController);
application.register("pairs", PairsController);
application.register("print", PrintController);
application.register("shortcuts", ShortcutsController);
application.register("submit-once", SubmitOnceController);
application.register("toast", ToastController);

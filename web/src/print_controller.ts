import { Controller } from "@hotwired/stimulus";

export class PrintController extends Controller {
  now(event: Event): void {
    event.preventDefault();
    print();
  }
}

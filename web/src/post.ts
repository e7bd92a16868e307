// A form's POST done by hand, where the page must know whether it went well.
import { renderStreamMessage, visit } from "@hotwired/turbo";
import { hearAnswer } from "./live_events";
import { showToast } from "./notify";

const STREAM = "text/vnd.turbo-stream.html";

/**
 * Posts as the plain form would and draws the streams of the answer, also of a refusal (403, 404, 409, 422).
 * Returns whether the server did it; when not, the reader has been told why.
 */
export async function post(url: string, body: URLSearchParams): Promise<boolean> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { method: "POST", body, headers: { Accept: STREAM } });
    text = await response.text();
  } catch {
    showToast("offline");
    return false;
  }
  hearAnswer(response.headers);
  if (response.headers.get("Content-Type")?.startsWith(STREAM)) renderStreamMessage(text);
  else if (response.redirected) visit(response.url);
  else if (!response.ok) showToast("failed");
  return response.ok && !response.redirected;
}

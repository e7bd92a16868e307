//! The program as an operator meets it: a process with arguments, standard input, a log and an end.

#![expect(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::Duration,
};

const ADMIN: &str = "admin@example.jp";
const PASSWORD: &str = "窓の外は一日中ずっと雨でした";
const SETUP: &[(&str, &str)] = &[
    ("name", "みなと商事"),
    ("locale", "ja"),
    ("time_zone", "Asia/Tokyo"),
    ("fiscal_start_month", "4"),
    ("currency", "JPY"),
    ("template", "seven"),
    ("admin_name", "情シス 太郎"),
    ("admin_email", ADMIN),
    ("password", PASSWORD),
];

/// The program in a folder of its own, with nothing of this machine's settings.
fn kizashi(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kizashi"));
    command.env_clear().current_dir(folder).args(arguments);
    command
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = kizashi(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a command says when it succeeds.
fn said(folder: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(folder, arguments, input);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// What a command says when it fails.
fn refused(folder: &Path, arguments: &[&str], input: &str) -> String {
    let output = run(folder, arguments, input);
    assert!(!output.status.success(), "{arguments:?}: {}", text(&output.stdout));
    text(&output.stderr)
}

/// A running `kizashi serve`.
struct Server {
    process: Child,
    printed: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let address = free.to_string();
        let mut process = kizashi(folder, &["serve", "--listen", &address])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let printed = BufReader::new(process.stdout.take().unwrap());
        Self {
            process,
            printed,
            address,
        }
    }

    /// The path of the next link it prints.
    fn link(&mut self) -> String {
        let begin = format!("http://{}", self.address);
        loop {
            let mut line = String::new();
            assert!(self.printed.read_line(&mut line).unwrap() > 0, "it printed no link");
            if let Some(path) = line.trim().strip_prefix(&begin) {
                return path.to_owned();
            }
        }
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// The whole answer, head and body.
    fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        );
        self.send(&request).read_to_string(&mut answer).unwrap();
        answer
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        let mut answer = String::new();
        self.send(&(head + &body)).read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop as an operator would; its status and its log.
    fn stop(self) -> (bool, String) {
        let stopped = Command::new("kill")
            .args(["-TERM", &self.process.id().to_string()])
            .status();
        assert!(stopped.unwrap().success());
        let output = self.process.wait_with_output().unwrap();
        (output.status.success(), text(&output.stderr))
    }
}

fn status(answer: &str) -> &str {
    answer.split_whitespace().nth(1).unwrap_or("")
}

fn cookie(answer: &str) -> String {
    let line = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: session="));
    let value = line.unwrap_or_else(|| panic!("no session in {answer}"));
    format!("session={}", value.split(';').next().unwrap())
}

#[test]
fn from_the_first_start_to_a_clean_end() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut server = Server::start(folder, &[]);
    let setup = server.link();
    assert_eq!(status(&server.get("/readyz")), "200");
    assert_eq!(status(&server.post(&setup, SETUP)), "303");
    assert_eq!(status(&server.get(&setup)), "404", "the setup page is gone");

    // People from the terminal while it runs; the password comes from standard input.
    let add = ["user", "add", "mika@example.jp", "--name", "佐藤 美咲", "--role", "rep"];
    assert!(
        refused(folder, &add, "password1\n").contains("password"),
        "too easily guessed"
    );
    said(folder, &add, "青い傘と古い地図と三つの椅子\n");
    let signed_in = server.post(
        "/sign-in",
        &[
            ("email", "mika@example.jp"),
            ("password", "青い傘と古い地図と三つの椅子"),
        ],
    );
    assert_eq!(status(&signed_in), "303", "{signed_in}");
    said(
        folder,
        &["user", "reset-password", "mika@example.jp"],
        "別の長いことばを四つ並べる\n",
    );
    said(folder, &["user", "disable", "mika@example.jp"], "");
    let list = said(folder, &["user", "list"], "");
    assert!(list.contains("mika@example.jp\trep\t-\tdisabled\t佐藤 美咲"), "{list}");
    assert!(refused(folder, &["user", "disable", ADMIN], "").contains("last admin"));

    // Told to stop while somebody watches: the stream ends, the process too, and without a fault.
    let session = cookie(&server.post("/sign-in", &[("email", ADMIN), ("password", PASSWORD)]));
    let request = format!(
        "GET /live HTTP/1.1\r\nHost: {}\r\nCookie: {session}\r\n\r\n",
        server.address
    );
    let mut live = BufReader::new(server.send(&request));
    let mut first = String::new();
    live.read_line(&mut first).unwrap();
    assert_eq!(status(&first), "200");
    let (ended_well, log) = server.stop();
    assert!(ended_well, "{log}");
    let mut rest = Vec::new();
    live.read_to_end(&mut rest).unwrap();

    // The log names neither people nor secrets.
    let token = setup.rsplit('/').next().unwrap();
    let session = session.trim_start_matches("session=");
    for secret in [token, session, PASSWORD, ADMIN, "mika@example.jp", "佐藤", "みなと商事"] {
        assert!(!log.contains(secret), "the log names {secret:?}:\n{log}");
    }
    assert!(log.contains("stopped"), "{log}");
}

#[test]
fn what_is_wrong_with_a_start_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = refused(folder, &["serve", "--listen", &address], "");
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");

    std::fs::write(folder.join("kizashi.toml"), "listen = \"127.0.0.1:0\"\nlisten_on = 1\n").unwrap();
    let said = refused(folder, &["serve", "--config", "kizashi.toml"], "");
    assert!(said.contains("listen_on"), "{said}");

    let said = refused(folder, &["serve", "--database", "mysql://user:secret@host/name"], "");
    assert!(said.contains("postgres://") && !said.contains("secret"), "{said}");

    let said = refused(folder, &["user", "list"], "");
    assert!(said.contains("kizashi serve"), "{said}");
}

#[test]
fn help_tells_every_command_and_setting() {
    let folder = tempfile::tempdir().unwrap();
    let help = said(folder.path(), &["--help"], "");
    for word in [
        "serve",
        "import",
        "user",
        "sample",
        "--database",
        "--listen",
        "--config",
        "DATABASE_URL",
    ] {
        assert!(help.contains(word), "{word} is not in:\n{help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
}

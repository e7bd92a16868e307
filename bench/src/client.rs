//! A browser's requests over connections that stay open.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, StatusCode, body::Bytes, client::conn::http1::SendRequest, header};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinSet};

use crate::{data::Movable, server::Server};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The board with its first 50 cards by column.
    Board,
    /// One column of it, as after a live message.
    Column,
    /// The first page of the list of deals.
    List,
    /// The first page of deals with a concern about one item.
    Concerns,
    /// The first page of deals of which that item is not confirmed.
    Unconfirmed,
    /// Phase progress over a fiscal year, with the year before it.
    Report,
    /// A lead whose company colleagues work with: they are shown, and nothing is entered.
    Guard,
    /// A deal to its next phase.
    Move,
    /// A new deal.
    Create,
}

impl Kind {
    /// All of them; reads before writes.
    pub const ALL: [Self; 9] = [
        Self::Board,
        Self::Column,
        Self::List,
        Self::Concerns,
        Self::Unconfirmed,
        Self::Report,
        Self::Guard,
        Self::Move,
        Self::Create,
    ];

    /// For the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Column => "column",
            Self::List => "list",
            Self::Concerns => "list of concerns",
            Self::Unconfirmed => "list of what is not confirmed",
            Self::Report => "phase progress, a year",
            Self::Guard => "lead beside colleagues",
            Self::Move => "move",
            Self::Create => "create",
        }
    }
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its body, decoded from nothing: the bench asks for no compression.
    pub body: Bytes,
}

/// One connection that stays open.
pub struct Connection(SendRequest<Full<Bytes>>);

impl Connection {
    /// Connects.
    pub async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// `GET`.
    pub async fn get(&mut self, path: &str, cookie: &str) -> Result<Answer> {
        self.send(
            Request::get(path).header(header::ACCEPT, "text/html"),
            cookie,
            String::new(),
        )
        .await
    }

    /// `POST` of a form, as Turbo sends it.
    pub async fn post(&mut self, path: &str, cookie: &str, body: String) -> Result<Answer> {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/vnd.turbo-stream.html, text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, cookie, body).await
    }

    async fn send(&mut self, request: hyper::http::request::Builder, cookie: &str, body: String) -> Result<Answer> {
        let request = request.header(header::HOST, "127.0.0.1").header(header::COOKIE, cookie);
        self.0.ready().await?;
        let answer = self.0.send_request(request.body(Full::new(Bytes::from(body)))?).await?;
        let status = answer.status();
        Ok(Answer {
            status,
            body: answer.into_body().collect().await?.to_bytes(),
        })
    }
}

/// Asks `requests` times in all over so many connections; how long each answer took.
pub async fn run(
    server: &Server,
    cookie: &str,
    kind: Kind,
    connections: usize,
    requests: usize,
    moves: &mut Vec<Movable>,
) -> Result<Vec<Duration>> {
    let mut workers = JoinSet::new();
    for worker in 0..connections {
        let share = requests / connections;
        let mine: Vec<Movable> = if kind == Kind::Move {
            take(moves, share)?
        } else {
            vec![]
        };
        let (address, cookie) = (server.address.clone(), cookie.to_owned());
        // A name of its own for every deal: the same one twice within minutes is taken for a double click.
        let name = format!("{connections}-{worker}");
        workers.spawn(async move { work(&address, &cookie, kind, &name, share, mine).await });
    }
    let mut times = Vec::with_capacity(requests);
    while let Some(worker) = workers.join_next().await {
        times.extend(worker??);
    }
    Ok(times)
}

/// Each deal is moved once: the next move would need its new version.
pub fn take(moves: &mut Vec<Movable>, count: usize) -> Result<Vec<Movable>> {
    let at = moves.len().checked_sub(count).context("too few open deals to move")?;
    Ok(moves.split_off(at))
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
async fn work(
    address: &str,
    cookie: &str,
    kind: Kind,
    worker: &str,
    share: usize,
    moves: Vec<Movable>,
) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address).await?;
    // The first answer of a kind warms caches that a day's work finds warm.
    if !matches!(kind, Kind::Move | Kind::Create) {
        ask(&mut connection, cookie, kind, worker, 0, None).await?;
    }
    let mut times = Vec::with_capacity(share);
    for number in 0..share {
        let begin = Instant::now();
        ask(&mut connection, cookie, kind, worker, number, moves.get(number)).await?;
        times.push(begin.elapsed());
    }
    Ok(times)
}

async fn ask(
    connection: &mut Connection,
    cookie: &str,
    kind: Kind,
    worker: &str,
    number: usize,
    wish: Option<&Movable>,
) -> Result<()> {
    let answer = match (kind, wish) {
        (Kind::Board, _) => connection.get("/board?pipeline=1", cookie).await?,
        (Kind::Column, _) => connection.get("/board/columns/3?pipeline=1", cookie).await?,
        (Kind::List, _) => connection.get("/deals", cookie).await?,
        (Kind::Concerns, _) => connection.get("/deals?fact=1:concern", cookie).await?,
        (Kind::Unconfirmed, _) => connection.get("/deals?fact=1:unknown", cookie).await?,
        (Kind::Report, _) => connection.get("/reports/phases?period=FY2026", cookie).await?,
        (Kind::Guard, _) => {
            let form = format!("company=(株)ベンチ{}&owner=1&note=x", 1 + number % 90);
            let shown = connection.post("/leads", cookie, form).await?;
            if shown.status == StatusCode::UNPROCESSABLE_ENTITY {
                return Ok(());
            }
            shown
        }
        (Kind::Move, Some(wish)) => {
            let form = format!("phase_id={}&version={}", wish.to, wish.version);
            connection
                .post(&format!("/deals/{}/moves", wish.deal), cookie, form)
                .await?
        }
        (Kind::Move, None) => bail!("nothing to move"),
        (Kind::Create, _) => {
            let form = format!(
                "title=Bench+{worker}-{number}&pipeline=1&owner=1&amount=1000000&currency=JPY&expected_close_on=2026-12-25"
            );
            connection.post("/deals", cookie, form).await?
        }
    };
    if answer.status.is_success() || answer.status == StatusCode::SEE_OTHER {
        return Ok(());
    }
    bail!(
        "{kind:?} was answered with {}: {}",
        answer.status,
        String::from_utf8_lossy(&answer.body[..answer.body.len().min(600)])
    )
}

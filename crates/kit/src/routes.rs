//! The table of routes: an axum router that can be listed, with who may use each line beside it.

use axum::{Router, handler::Handler, http::Method, routing::MethodRouter};

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route<A> {
    /// `GET` or `POST`: forms know no others.
    pub method: Method,
    /// The path as axum matches it, such as `/deals/{id}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: A,
}

/// Builds the router and its list together, so that neither can lack what the other has.
pub struct Routes<S, A> {
    router: Router<S>,
    list: Vec<Route<A>>,
    access: A,
    guard: fn(A, MethodRouter<S>) -> MethodRouter<S>,
}

impl<S: Clone + Send + Sync + 'static, A: Copy> Routes<S, A> {
    /// An empty table. `guard` wraps every handler in the check of its access.
    pub fn new(access: A, guard: fn(A, MethodRouter<S>) -> MethodRouter<S>) -> Self {
        Self {
            router: Router::new(),
            list: Vec::new(),
            access,
            guard,
        }
    }

    /// The following lines are for those whom `access` describes.
    #[must_use]
    pub fn for_access(mut self, access: A) -> Self {
        self.access = access;
        self
    }

    /// A page or a fragment.
    #[must_use]
    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add(Method::GET, path, axum::routing::get(handler))
    }

    /// An act.
    #[must_use]
    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &'static str, handler: H) -> Self {
        self.add(Method::POST, path, axum::routing::post(handler))
    }

    fn add(mut self, method: Method, path: &'static str, handler: MethodRouter<S>) -> Self {
        self.router = self.router.route(path, (self.guard)(self.access, handler));
        self.list.push(Route {
            method,
            path,
            access: self.access,
        });
        self
    }

    /// The router and the list of its lines.
    pub fn finish(self) -> (Router<S>, Vec<Route<A>>) {
        (self.router, self.list)
    }
}

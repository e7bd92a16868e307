//! `#[db_test]`: one test function, run once on SQLite and once on PostgreSQL.
//!
//! An attribute rather than a `macro_rules!` block, so that rustfmt still formats the test's body.

use proc_macro::{TokenStream, TokenTree};

/// Turns `async fn name(arg: T)` into the tests `name::sqlite` and `name::postgres`.
///
/// `T` implements `db::testing::FromTestDb`. The function itself stays as written.
#[proc_macro_attribute]
pub fn db_test(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let Some(name) = function_name(item.clone()) else {
        return "compile_error!(\"#[db_test] stands before an async fn\");"
            .parse()
            .expect("a literal compile_error! is valid Rust");
    };
    let tests: TokenStream = format!(
        "mod {name} {{
            #[test]
            fn sqlite() {{ ::db::testing::on_sqlite(super::{name}) }}
            #[test]
            fn postgres() {{ ::db::testing::on_postgres(super::{name}) }}
        }}"
    )
    .parse()
    .expect("the generated module is valid Rust");
    item.into_iter().chain(tests).collect()
}

fn function_name(item: TokenStream) -> Option<String> {
    let mut tokens = item.into_iter();
    tokens.find(|token| matches!(token, TokenTree::Ident(word) if word.to_string() == "fn"))?;
    match tokens.next()? {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    }
}

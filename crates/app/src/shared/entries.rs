//! Entries of the lists that admins keep (masters, frameworks, hearing sheets, questionnaires and what is in them): their names,
//! and what is said when one goes out of use.

use kit::flash::Toast;

use crate::{form::Form, t, text::Texts};

/// Reads a name: there, and of at most so many characters.
pub fn read_name(form: &mut Form, field: &'static str, most: usize) -> Option<String> {
    let words = form.words();
    let name = form.value(field).to_owned();
    let count = name.chars().count();
    if name.is_empty() {
        form.wrong(field, t!(words, "master-name-empty"));
        return None;
    }
    if count > most {
        form.wrong(field, t!(words, "master-name-long", max = most, count = count));
        return None;
    }
    Some(name)
}

/// Says that a name is taken, perhaps by an entry that is out of use.
pub fn refuse_name(form: &mut Form, field: &'static str, name: &str, is_retired: bool) {
    let words = form.words();
    let message = if is_retired {
        t!(words, "master-name-retired", name = name)
    } else {
        t!(words, "master-name-taken", name = name)
    };
    form.wrong(field, message);
}

/// Says that an entry went out of use, with the way back at `restore`, or that it is in use again. `version` is that before.
#[must_use]
pub fn use_toast(words: Texts, name: &str, is_retired: bool, version: i64, restore: String) -> Toast {
    if is_retired {
        let undo = vec![("version".to_owned(), (version + 1).to_string())];
        Toast::new(t!(words, "master-retired-now", name = name)).with_undo(restore, undo)
    } else {
        Toast::new(t!(words, "master-restored", name = name))
    }
}

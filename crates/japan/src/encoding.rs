//! The text of a file whose encoding nobody wrote down: what Excel and older systems save as CSV.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, SHIFT_JIS};

/// An encoding that [`decode`] understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows code page 932, the Shift_JIS of Excel: with ①, ㈱, 髙 and 﨑.
    Cp932,
}

/// The text of a file and how it was encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// Without the byte order mark.
    pub text: Cow<'a, str>,
    pub encoding: Encoding,
}

/// A file is in neither encoding. `encoding` is the one it comes closest to, the position is where it breaks that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {at} (line {line}) is not {encoding:?}")]
pub struct Undecodable {
    pub encoding: Encoding,
    /// Offset of the first byte that cannot be read, from 0.
    pub at: usize,
    /// Line in which it stands, from 1.
    pub line: usize,
}

/// Reads a file as UTF-8, or else as CP932. Never replaces what it cannot read by `�`: a wrong character in a customer's
/// name is worse than a message.
///
/// A file that begins as Japanese UTF-8 and breaks further on (cut off, joined from two) is refused as broken UTF-8 and
/// not read as CP932, which has a character for nearly every pair of bytes and would give 文字化け.
///
/// # Errors
/// [`Undecodable`] says where the file stops making sense.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Undecodable> {
    let (marked, body) = match bytes.strip_prefix(BOM) {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    let broken = match std::str::from_utf8(body) {
        Ok(text) => {
            return Ok(Decoded {
                text: text.into(),
                encoding: Encoding::Utf8,
            });
        }
        Err(error) => error.valid_up_to(),
    };
    if marked || is_japanese_utf8(&body[..broken]) {
        return Err(undecodable(bytes, Encoding::Utf8, bytes.len() - body.len() + broken));
    }
    match decode_cp932(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.into(),
            encoding: Encoding::Cp932,
        }),
        Err(at) => Err(undecodable(bytes, Encoding::Cp932, at)),
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Whether valid UTF-8 has a kana or a kanji in it. By chance alone CP932 does not: there the bytes of あ, E3 81 82, begin
/// a rare kanji and a second character, and the common kana begin with bytes that UTF-8 does not begin with.
fn is_japanese_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().any(|c| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿')))
}

/// The text, or the offset of the first byte that is none.
fn decode_cp932(bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(
        decoder
            .max_utf8_buffer_length_without_replacement(bytes.len())
            .unwrap_or(bytes.len() * 3),
    );
    let mut read = 0;
    loop {
        let (result, more) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += more;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 16),
            DecoderResult::Malformed(length, after) => {
                return Err(read - usize::from(length) - usize::from(after));
            }
        }
    }
}

fn undecodable(bytes: &[u8], encoding: Encoding, at: usize) -> Undecodable {
    let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
    Undecodable { encoding, at, line }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cp932(text: &str) -> Vec<u8> {
        let (bytes, _, unmappable) = SHIFT_JIS.encode(text);
        assert!(!unmappable, "{text}");
        bytes.into_owned()
    }

    #[test]
    fn utf8_is_read_with_and_without_its_mark() {
        for bytes in ["会社,金額\r\n".as_bytes(), "\u{feff}会社,金額\r\n".as_bytes()] {
            assert_eq!(
                decode(bytes).unwrap(),
                Decoded {
                    text: "会社,金額\r\n".into(),
                    encoding: Encoding::Utf8
                }
            );
        }
    }

    #[test]
    fn an_empty_file_is_utf8() {
        assert_eq!(decode(b"").unwrap().text, "");
        assert_eq!(decode(BOM).unwrap().text, "");
    }

    #[test]
    fn what_excel_saves_is_read() {
        let text = "㈱髙島屋,﨑陽軒,①～－ ﾃｽﾄ,\\1,200\r\n";
        assert_eq!(
            decode(&cp932(text)).unwrap(),
            Decoded {
                text: text.into(),
                encoding: Encoding::Cp932
            }
        );
    }

    #[test]
    fn bytes_of_neither_are_refused_with_their_place() {
        let mut bytes = cp932("会社\n山田商事\n");
        let at = bytes.len();
        bytes.extend(b"\xff\xff");
        assert_eq!(
            decode(&bytes).unwrap_err(),
            Undecodable {
                encoding: Encoding::Cp932,
                at,
                line: 3
            }
        );
    }

    #[test]
    fn a_lone_first_half_at_the_end_is_refused_where_it_stands() {
        let mut bytes = cp932("会社");
        bytes.pop();
        assert_eq!(decode(&bytes).unwrap_err().at, 2);
    }

    #[test]
    fn utf8_that_was_cut_is_not_read_as_something_else() {
        let text = "会社\n山田";
        let cut = &text.as_bytes()[..text.len() - 1];
        assert_eq!(
            decode(cut).unwrap_err(),
            Undecodable {
                encoding: Encoding::Utf8,
                at: 10,
                line: 2
            }
        );
        let marked = [BOM, cut].concat();
        assert_eq!(
            decode(&marked).unwrap_err(),
            Undecodable {
                encoding: Encoding::Utf8,
                at: 13,
                line: 2
            }
        );
    }

    proptest! {
        #[test]
        fn japanese_comes_back_from_cp932(ascii in "[ -~\r\n]{0,20}", japanese in "[ぁ-んァ-ヶ会社山田商事東京一二三髙﨑㈱①～－纊黑]{1,40}[ｦ-ﾟ]{0,10}") {
            let text = ascii + &japanese;
            let bytes = cp932(&text);
            prop_assert_eq!(decode(&bytes).unwrap(), Decoded { text: text.into(), encoding: Encoding::Cp932 });
        }

        #[test]
        fn any_bytes_are_read_or_refused_within_the_file(bytes in any::<Vec<u8>>()) {
            if let Err(error) = decode(&bytes) {
                prop_assert!(error.at < bytes.len());
            }
        }
    }
}

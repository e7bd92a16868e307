//! How people write the name of a company that is registered otherwise: real-life spellings, made by rule.

use unicode_normalization::UnicodeNormalization;

/// A way to write a name otherwise; `None` where it makes no difference.
pub type Spelling = fn(&str) -> Option<String>;

/// All ways, with what they are called in the figures.
pub const SPELLINGS: &[(&str, Spelling)] = &[
    ("㈱ ㈲", |name| abbreviated(name, "㈱", "㈲", "(同)")),
    ("（株）（有）（同）", |name| {
        abbreviated(name, "（株）", "（有）", "（同）")
    }),
    ("(株) (有) (同)", |name| abbreviated(name, "(株)", "(有)", "(同)")),
    ("legal form dropped", dropped),
    ("legal form moved", moved),
    ("a space after the legal form", spaced),
    ("no spaces", |name| changed(name, name.split_whitespace().collect())),
    ("narrow Latin", |name| changed(name, name.nfkc().collect())),
    ("half-width kana", |name| changed(name, half_width(name))),
    ("lower case", |name| changed(name, name.to_lowercase())),
    ("upper case", |name| changed(name, name.to_uppercase())),
    ("old kanji", |name| changed(name, name.chars().map(old).collect())),
    ("new kanji", |name| changed(name, name.chars().map(new).collect())),
    ("no points and hyphens", |name| {
        changed(name, name.chars().filter(|c| !"・．，‐－-.,'’".contains(*c)).collect())
    }),
    ("other long marks", |name| changed(name, name.replace('ー', "－"))),
    ("no long marks", |name| changed(name, name.replace('ー', ""))),
    ("large small kana", |name| {
        changed(name, name.chars().map(large).collect())
    }),
    ("㈱, half-width, no points", |name| {
        let short = abbreviated(name, "㈱", "㈲", "(同)")?;
        Some(half_width(&short).replace(['･', '．'], ""))
    }),
    ("moved, old kanji, wide", |name| {
        Some(moved(name)?.chars().map(old).map(wide).collect())
    }),
    ("dropped, narrow, lower case", |name| {
        Some(dropped(name)?.nfkc().collect::<String>().to_lowercase())
    }),
];

const FORMS: [&str; 3] = ["株式会社", "有限会社", "合同会社"];

fn changed(name: &str, spelling: String) -> Option<String> {
    (spelling != name && !spelling.trim().is_empty()).then_some(spelling)
}

fn abbreviated(name: &str, kabushiki: &str, yugen: &str, godo: &str) -> Option<String> {
    let form = FORMS
        .iter()
        .position(|form| name.starts_with(form) || name.ends_with(form))?;
    changed(name, name.replacen(FORMS[form], [kabushiki, yugen, godo][form], 1))
}

/// The legal form, what remains, and whether it stands in front.
fn parts(name: &str) -> Option<(&'static str, &str, bool)> {
    FORMS.iter().find_map(|form| {
        let front = name.strip_prefix(form).map(|rest| (*form, rest.trim(), true));
        front.or_else(|| name.strip_suffix(form).map(|rest| (*form, rest.trim(), false)))
    })
}

fn dropped(name: &str) -> Option<String> {
    let (_, rest, _) = parts(name)?;
    changed(name, rest.to_owned())
}

fn moved(name: &str) -> Option<String> {
    let (form, rest, front) = parts(name)?;
    changed(
        name,
        if front {
            format!("{rest}{form}")
        } else {
            format!("{form}{rest}")
        },
    )
}

fn spaced(name: &str) -> Option<String> {
    let (form, rest, front) = parts(name)?;
    changed(
        name,
        if front {
            format!("{form}　{rest}")
        } else {
            format!("{rest} {form}")
        },
    )
}

fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        c => c,
    }
}

const FULL: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー・\u{3099}\u{309a}";
const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ･ﾞﾟ";

fn half_width(name: &str) -> String {
    let narrow = |c: char| {
        FULL.chars()
            .zip(HALF.chars())
            .find(|(full, _)| *full == c)
            .map_or(c, |(_, half)| half)
    };
    let mut spelling = String::new();
    for c in name.chars() {
        // Only katakana is taken apart: hiragana has no half width, and kanji no parts.
        if matches!(c, 'ァ'..='ー') {
            spelling.extend(c.nfd().map(narrow));
        } else {
            spelling.push(c);
        }
    }
    spelling
}

const NEW_AND_OLD: &str = "高髙 崎﨑 沢澤 斎齋 斉齊 辺邊 広廣 国國 真眞 桜櫻 浜濱 島嶋 富冨 竜龍 滝瀧 塩鹽 鉄鐵 薬藥 学學 会會 \
    関關 万萬 円圓 豊豐 栄榮 亀龜 条條 芸藝 宝寶 総總 応應 実實 黒黑 団團 当當 沼沼 経經 気氣 区區 号號";

fn other_form(c: char, from: usize) -> char {
    let mut pairs = NEW_AND_OLD
        .split_whitespace()
        .map(|pair| pair.chars().collect::<Vec<_>>());
    pairs.find(|pair| pair[from] == c).map_or(c, |pair| pair[1 - from])
}

fn old(c: char) -> char {
    other_form(c, 0)
}

fn new(c: char) -> char {
    other_form(c, 1)
}

fn large(c: char) -> char {
    let small = "ァィゥェォャュョッヮ".chars().zip("アイウエオヤユヨツワ".chars());
    small
        .into_iter()
        .find(|(small, _)| *small == c)
        .map_or(c, |(_, large)| large)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(what: &str, name: &str) -> Option<String> {
        SPELLINGS
            .iter()
            .find(|(label, _)| *label == what)
            .and_then(|(_, spelling)| spelling(name))
    }

    #[test]
    fn names_are_written_as_people_do() {
        let name = "株式会社ヤマダ・デンキ";
        for (what, spelling) in [
            ("㈱ ㈲", Some("㈱ヤマダ・デンキ")),
            ("legal form dropped", Some("ヤマダ・デンキ")),
            ("legal form moved", Some("ヤマダ・デンキ株式会社")),
            ("half-width kana", Some("株式会社ﾔﾏﾀﾞ･ﾃﾞﾝｷ")),
            ("no points and hyphens", Some("株式会社ヤマダデンキ")),
            ("old kanji", Some("株式會社ヤマダ・デンキ")),
            ("lower case", None),
        ] {
            assert_eq!(spelled(what, name).as_deref(), spelling, "{what}");
        }
    }
}

//! Mail domains that belong to nobody's company.

/// Free mail, mobile carriers and access providers, on whose domains anybody has an address. Chosen by us from what
/// Japanese companies meet.
const PROVIDERS: &[&str] = &[
    // Free mail.
    "gmail.com",
    "googlemail.com",
    "yahoo.co.jp",
    "yahoo.com",
    "yahoo.ne.jp",
    "ymail.com",
    "ymail.ne.jp",
    "outlook.com",
    "outlook.jp",
    "hotmail.com",
    "hotmail.co.jp",
    "live.com",
    "live.jp",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "aol.jp",
    "proton.me",
    "protonmail.com",
    "gmx.com",
    "gmx.net",
    "mail.com",
    "excite.co.jp",
    "goo.jp",
    "goo.ne.jp",
    "infoseek.jp",
    "livedoor.com",
    "rakuten.jp",
    "qq.com",
    "163.com",
    "126.com",
    "naver.com",
    // Mobile carriers.
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "softbank.jp",
    "vodafone.ne.jp",
    "ymobile.ne.jp",
    "ymobile1.ne.jp",
    "willcom.com",
    "uqmobile.jp",
    // Access providers; customers often have a subdomain.
    "ocn.ne.jp",
    "nifty.com",
    "nifty.ne.jp",
    "biglobe.ne.jp",
    "so-net.ne.jp",
    "plala.or.jp",
    "dion.ne.jp",
    "auone-net.jp",
    "odn.ne.jp",
    "odn.ad.jp",
    "asahi-net.or.jp",
    "eonet.ne.jp",
    "home.ne.jp",
    "zaq.ne.jp",
    "zaq.jp",
    "commufa.jp",
    "bbiq.jp",
    "megaegg.ne.jp",
    "pikara.ne.jp",
    "wakwak.com",
    "hi-ho.ne.jp",
    "bbexcite.jp",
    "infoweb.ne.jp",
    "dti.ne.jp",
    "tcn-catv.ne.jp",
];

/// Whether a mail domain, in lower case, or one that it is part of, is everybody's: that two companies use it says
/// nothing.
#[must_use]
pub fn is_of_everybody(domain: &str) -> bool {
    PROVIDERS.iter().any(|provider| {
        let above = domain.strip_suffix(provider);
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_and_its_subdomains_are_everybodys() {
        for domain in ["gmail.com", "i.softbank.jp", "mint.ocn.ne.jp"] {
            assert!(is_of_everybody(domain), "{domain}");
        }
        for domain in ["", "nagano.example", "notgmail.com", "gmail.com.example", "ne.jp"] {
            assert!(!is_of_everybody(domain), "{domain}");
        }
    }
}

//! Links in what people write.
//!
//! Only web and mail addresses become links. Everything else is text, whatever it looks like: the text
//! comes from strangers, and a link can run a script or start a program.

use linkify::{LinkFinder, LinkKind};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Text(String),
    /// An address, shown in full as it was written.
    Link {
        /// As written.
        text: String,
        /// Where it leads: `http:`, `https:` or `mailto:`.
        href: String,
    },
}

/// Cuts a text into pieces, which together are the text.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let spans = LinkFinder::new().spans(text).map(|span| {
        let text = span.as_str().to_owned();
        match span.kind().and_then(|kind| href(kind, &text)) {
            Some(href) => Piece::Link { text, href },
            None => Piece::Text(text),
        }
    });
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in spans {
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => pieces.push(piece),
        }
    }
    pieces
}

fn href(kind: &LinkKind, text: &str) -> Option<String> {
    match kind {
        LinkKind::Email => Some(format!("mailto:{text}")),
        LinkKind::Url => is_web_address(text).then(|| text.to_owned()),
        _ => None,
    }
}

fn is_web_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The links of a text, as `text -> href` where they differ.
    fn links(text: &str) -> Vec<String> {
        let links = pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Link { text, href } if text == href => Some(text),
            Piece::Link { text, href } => Some(format!("{text} -> {href}")),
        });
        links.collect()
    }

    #[test]
    fn web_addresses_are_links_without_what_stands_around_them() {
        assert_eq!(links("see https://example.org."), ["https://example.org"]);
        assert_eq!(
            links("(http://example.org/a_(b)?c=d#e), and HTTPS://EXAMPLE.ORG!"),
            ["http://example.org/a_(b)?c=d#e", "HTTPS://EXAMPLE.ORG"]
        );
        assert_eq!(links("https://例え.jp/道"), ["https://例え.jp/道"]);
    }

    #[test]
    fn mail_addresses_are_links() {
        assert_eq!(
            links("write to ada@example.org, please"),
            ["ada@example.org -> mailto:ada@example.org"]
        );
        assert_eq!(
            links("mailto:ada@example.org"),
            ["ada@example.org -> mailto:ada@example.org"]
        );
    }

    #[test]
    fn nothing_else_is_a_link() {
        for text in [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            "JaVaScRiPt://example.org/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "data://text/html,x",
            "vbscript://x",
            "file:///etc/passwd",
            "blob:https",
            "ftp://example.org",
            "ms-msdt://run",
            "view-source://example.org",
            "//example.org",
            "www.example.org",
            "https:example.org",
            "https://",
            "1:2",
            "",
        ] {
            assert_eq!(links(text), <[&str; 0]>::default(), "{text}");
        }
    }

    #[test]
    fn an_address_within_a_forbidden_one_leads_only_where_it_says() {
        for text in [
            "javascript:alert('https://example.org')",
            "data:,https://example.org",
        ] {
            for piece in pieces(text) {
                if let Piece::Link { href, .. } = piece {
                    assert!(href.starts_with("https://example.org"), "{href}");
                }
            }
        }
    }

    #[test]
    fn a_link_cannot_break_out_of_its_attribute() {
        assert_eq!(
            links("https://example.org/\"onclick=\"alert(1)"),
            ["https://example.org/"]
        );
        assert_eq!(links("https://example.org/<b>"), ["https://example.org/"]);
    }

    #[test]
    fn the_pieces_together_are_the_text() {
        for text in [
            "a\n\n b",
            "https://example.org https://example.com x",
            "ftp://a b c://d mailto:e@example.org\u{202e}https://gro.elpmaxe",
        ] {
            let whole: String = pieces(text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Link { text, .. } => text,
                })
                .collect();
            assert_eq!(whole, text);
        }
    }
}

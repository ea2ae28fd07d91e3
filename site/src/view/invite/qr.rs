//! Codes to photograph. ISO/IEC 18004.

use std::fmt::Write;

use qrcodegen::QrCodeEcc;

/// The light border that a code needs, in modules.
const QUIET_ZONE: i32 = 4;

/// A code, with the light border around it.
pub(super) struct QrCode(qrcodegen::QrCode);

impl QrCode {
    /// The code of a text. `None` if the text is longer than a code can be.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = qrcodegen::QrCode::encode_text(text, QrCodeEcc::Medium);
        code.ok().map(Self)
    }

    /// How many modules it is wide and high.
    pub(super) fn size(&self) -> i32 {
        self.0.size() + 2 * QUIET_ZONE
    }

    /// Its dark modules, as an SVG path.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.0.size() {
            for x in 0..self.0.size() {
                // One stroke for all dark modules beside each other leaves no seams between them.
                if !self.0.get_module(x, y) || self.0.get_module(x - 1, y) {
                    continue;
                }
                let run = (x..).take_while(|&x| self.0.get_module(x, y)).count();
                let (x, y) = (x + QUIET_ZONE, y + QUIET_ZONE);
                write!(path, "M{x} {y}h{run}v1h-{run}z").expect("a string takes all text");
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules that a path draws, as rows of text.
    fn rows(code: &QrCode) -> Vec<String> {
        let size = usize::try_from(code.size()).unwrap();
        let mut rows = vec![vec![' '; size]; size];
        for stroke in code.path().split('M').skip(1) {
            let (x, rest) = stroke.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (run, _) = rest.split_once('v').unwrap();
            let [x, y, run] = [x, y, run].map(|number| number.parse::<usize>().unwrap());
            rows[y][x..x + run].fill('#');
        }
        rows.into_iter().map(String::from_iter).collect()
    }

    #[test]
    fn a_code_has_its_three_corners_and_a_light_border() {
        let code = QrCode::of("https://parley.example/r/Blue").unwrap();
        let rows = rows(&code);
        assert_eq!(rows.len(), 29 + 8);
        for row in rows[..4].iter().chain(&rows[rows.len() - 4..]) {
            assert!(row.trim().is_empty());
        }
        for (row, corner) in rows[4..11].iter().zip([
            "#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######",
        ]) {
            assert_eq!(&row[4..11], corner);
            assert_eq!(&row[rows.len() - 11..rows.len() - 4], corner);
        }
    }

    #[test]
    fn a_camera_reads_the_link() {
        const MODULE: usize = 4;
        let link =
            "https://parley.example/r/Blue%20parrots%20%F0%9F%A6%9C#k=AAECAwQFBgcICQoLDA0ODw";
        let rows: Vec<Vec<char>> = rows(&QrCode::of(link).unwrap())
            .iter()
            .map(|row| row.chars().collect())
            .collect();
        let size = rows.len() * MODULE;
        let mut photo = rqrr::PreparedImage::prepare_from_bitmap(size, size, |x, y| {
            rows[y / MODULE][x / MODULE] == '#'
        });
        let [code] = &photo.detect_grids()[..] else {
            panic!("one code is to be seen");
        };
        assert_eq!(code.decode().unwrap().1, link);
    }

    #[test]
    fn the_path_draws_the_modules_of_the_code() {
        let code = QrCode::of("Parley").unwrap();
        for (y, row) in rows(&code).iter().enumerate() {
            for (x, module) in row.chars().enumerate() {
                let [x, y] = [x, y].map(|place| i32::try_from(place).unwrap() - QUIET_ZONE);
                assert_eq!(module == '#', code.0.get_module(x, y), "{x} {y}");
            }
        }
    }

    #[test]
    fn the_link_of_the_longest_room_still_has_a_code_and_no_text_breaks_it() {
        let room = "%F0%9F%A6%9C".repeat(64);
        assert!(QrCode::of(&format!("https://parley.example/r/{room}")).is_some());
        assert!(QrCode::of("").is_some());
        assert!(QrCode::of(&"x".repeat(10_000)).is_none());
    }
}

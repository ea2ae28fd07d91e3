//! A metric as a picture: for each case the contenders side by side, medians as dots, quartiles as lines.

use anyhow::{Result, anyhow};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::report::{Metric, Report, Row};

const SIZE: (u32, u32) = (760, 380);
/// Told apart by people who see few colours, too (Okabe and Ito).
const COLOURS: [RGBColor; 4] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
];
const GREY: RGBColor = RGBColor(120, 120, 120);

/// Draws one metric of a report.
pub(crate) fn svg(report: &Report, metric: Metric) -> Result<String> {
    let mut svg = String::new();
    let rows: Vec<&Row> = report
        .rows
        .iter()
        .filter(|r| r.metric == metric.name)
        .collect();
    // The drawing's errors borrow from the picture.
    draw(&mut svg, &rows, report, metric).map_err(|error| anyhow!("{error}"))?;
    svg.push('\n');
    Ok(svg)
}

fn draw(
    svg: &mut String,
    rows: &[&Row],
    report: &Report,
    metric: Metric,
) -> Result<(), Box<dyn std::error::Error>> {
    let (mut cases, mut contenders) = (Vec::new(), Vec::new());
    for row in rows {
        if !cases.contains(&&row.case) {
            cases.push(&row.case);
        }
        if !contenders.contains(&&row.contender) {
            contenders.push(&row.contender);
        }
    }
    let highest = rows
        .iter()
        .map(|row| row.figure.upper_quartile)
        .fold(0.0, f64::max);

    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(
            format!("{}: {}", report.plan.name, metric.name),
            ("sans-serif", 18),
        )
        .margin(12)
        .x_label_area_size(46)
        .y_label_area_size(64)
        .build_cartesian_2d(
            0.0..cases.len() as f64,
            0.0..(highest * 1.15).max(f64::MIN_POSITIVE),
        )?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(0)
        .light_line_style(WHITE)
        .bold_line_style(GREY.mix(0.25))
        .y_desc(metric.unit)
        .x_desc(report.plan.axis)
        .draw()?;
    for (place, case) in cases.iter().enumerate() {
        let middle = chart.backend_coord(&(place as f64 + 0.5, 0.0));
        let style = ("sans-serif", 13).into_text_style(&area);
        area.draw(&Text::new(
            (*case).clone(),
            (middle.0, middle.1 + 6),
            style.pos(Pos::new(HPos::Center, VPos::Top)),
        ))?;
    }
    for (index, contender) in contenders.iter().enumerate() {
        let colour = COLOURS[index % COLOURS.len()];
        let share = (index as f64 + 1.0) / (contenders.len() as f64 + 1.0);
        let own = rows.iter().filter(|row| row.contender == **contender);
        let points: Vec<(f64, &Row)> = own
            .filter_map(|row| {
                let place = cases.iter().position(|case| **case == row.case)?;
                Some((place as f64 + share, *row))
            })
            .collect();
        chart
            .draw_series(
                points
                    .iter()
                    .map(|(x, row)| Circle::new((*x, row.figure.median), 5, colour.filled())),
            )?
            .label((*contender).clone())
            .legend(move |(x, y)| Circle::new((x + 8, y), 5, colour.filled()));
        chart.draw_series(points.iter().map(|(x, row)| {
            let ends = vec![
                (*x, row.figure.lower_quartile),
                (*x, row.figure.upper_quartile),
            ];
            PathElement::new(ends, colour.stroke_width(2))
        }))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .label_font(("sans-serif", 13))
        .draw()?;
    area.present()?;
    Ok(())
}

//! Points on the earth.

use super::patch::Patch;

/// A point on the earth, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

impl Patch<Point> {
    /// Changes a point that is kept as its two degrees.
    pub fn apply_point(self, latitude: &mut Option<f64>, longitude: &mut Option<f64>) {
        match self {
            Self::Keep => {}
            Self::Clear => (*latitude, *longitude) = (None, None),
            Self::Set(point) => {
                (*latitude, *longitude) = (Some(point.latitude), Some(point.longitude));
            }
        }
    }
}

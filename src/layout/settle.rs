//! Things in a row, each as near as possible to where it would like to be.

/// The centres of things in their order, in all as near to their wishes as their distances allow (the least
/// squares, by pooling neighbours that get in each other's way). `apart` is how far each is from the one before;
/// the first stands at `low` or after, the last at `high` or before, as long as both fit.
pub(super) fn settle(wishes: &[f32], apart: &[f32], low: f32, high: f32) -> Vec<f32> {
    let mut offset = 0.0;
    let offsets: Vec<f32> = apart
        .iter()
        .enumerate()
        .map(|(index, distance)| {
            offset += if index == 0 { 0.0 } else { *distance };
            offset
        })
        .collect();
    // Runs of things that stand as close as they may: the mean of where the first would like to be, and how many.
    let mut runs: Vec<(f32, f32, usize)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offsets) {
        let mut run = (wish - offset, 1.0, 1_usize);
        while let Some(&(place, weight, number)) = runs.last().filter(|(place, ..)| *place >= run.0) {
            runs.pop();
            run = ((place * weight + run.0 * run.1) / (weight + run.1), weight + run.1, run.2.saturating_add(number));
        }
        runs.push(run);
    }
    let high = (high - offsets.last().copied().unwrap_or_default()).max(low);
    let places = runs.iter().flat_map(|&(place, _, number)| std::iter::repeat_n(place.clamp(low, high), number));
    places.zip(&offsets).map(|(place, offset)| place + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_where_it_likes_unless_another_is_in_the_way() {
        let apart = [0.0, 10.0, 10.0];
        assert_eq!(settle(&[5.0, 50.0, 90.0], &apart, 0.0, 100.0), [5.0, 50.0, 90.0]);
        assert_eq!(settle(&[50.0, 50.0, 50.0], &apart, 0.0, 100.0), [40.0, 50.0, 60.0], "around the common wish");
        assert_eq!(settle(&[50.0, 20.0, 90.0], &apart, 0.0, 100.0), [30.0, 40.0, 90.0], "their order stays");
        assert_eq!(settle(&[0.0, 0.0, 0.0], &apart, 4.0, 100.0), [4.0, 14.0, 24.0]);
        assert_eq!(settle(&[99.0, 99.0, 99.0], &apart, 4.0, 100.0), [80.0, 90.0, 100.0]);
        assert_eq!(settle(&[9.0, 9.0, 9.0], &apart, 4.0, 5.0), [4.0, 14.0, 24.0], "what does not fit ends later");
        assert!(settle(&[], &[], 0.0, 1.0).is_empty());
    }
}

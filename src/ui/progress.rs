//! How far somebody has come, lesson by lesson, as a text that anybody can read.

/// How a file says that it holds somebody's progress, in its first line.
pub const MARK: &str = "porthole: progress";

/// More lessons than this no file is believed to hold.
const MOST: usize = 500;
/// No name or title is believed to be longer, in characters.
const MOST_LETTERS: usize = 80;

/// How far somebody has come in a lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// The lesson's name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many of its goals were met at best, and how many there are.
    pub goals: (u32, u32),
    /// The points of those, and of all.
    pub points: (u32, u32),
    /// How many hints were looked at.
    pub hints: u32,
    /// Whether the solution was looked at.
    pub solution: bool,
}

impl Done {
    /// Whether all goals were met.
    pub fn is_done(&self) -> bool {
        self.goals.0 == self.goals.1 && self.goals.1 > 0
    }
}

/// Somebody's progress.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Who it is; may be empty.
    pub name: String,
    /// The lessons that were begun, in the order in which that was.
    pub lessons: Vec<Done>,
}

impl Progress {
    /// What is known about a lesson.
    pub fn of(&self, id: &str) -> Option<&Done> {
        self.lessons.iter().find(|done| done.id == id)
    }

    /// Notes how a lesson stands. What was better before stays, and what was looked at stays looked at.
    pub fn note(&mut self, now: Done) {
        let Some(known) = self.lessons.iter_mut().find(|known| known.id == now.id) else {
            return self.lessons.push(now);
        };
        let better = known.goals.1 != now.goals.1 || now.goals.0 >= known.goals.0;
        let hints = known.hints.max(now.hints);
        // Whoever had solved it alone may look at the solution afterwards.
        let solution = known.solution || (now.solution && !known.is_done());
        let (goals, points) = if better { (now.goals, now.points) } else { (known.goals, known.points) };
        *known = Done { goals, points, hints, solution, ..now };
    }

    /// How many lessons are done, and the points of all that were begun.
    pub fn sums(&self) -> (usize, u32) {
        let done = self.lessons.iter().filter(|done| done.is_done()).count();
        (done, self.lessons.iter().map(|done| done.points.0).sum())
    }

    /// It as a text.
    pub fn text(&self) -> String {
        let mut text = [MARK, "\nname: ", &line(&self.name), "\n"].concat();
        text += "# lesson, goals met, of, points, of, hints, solution shown, title\n";
        for done in &self.lessons {
            let Done { id, title, goals, points, hints, solution } = done;
            let numbers = [goals.0, goals.1, points.0, points.1, *hints, u32::from(*solution)];
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            text += &["- ", id, " ", &numbers.join(" "), " ", &line(title), "\n"].concat();
        }
        text
    }

    /// Reads such a text, which may come from anybody; none where it is no progress.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim);
        lines.next().filter(|first| *first == MARK)?;
        let mut progress = Self::default();
        for text in lines.take(MOST) {
            if let Some(name) = text.strip_prefix("name:") {
                progress.name = line(name);
            } else if let Some(done) = text.strip_prefix("- ").and_then(done) {
                progress.lessons.push(done);
            }
        }
        Some(progress)
    }
}

fn done(text: &str) -> Option<Done> {
    let mut words = text.splitn(8, ' ');
    let id = line(words.next()?);
    let mut number = || words.next()?.parse::<u32>().ok().filter(|number| *number < 10_000);
    let goals = (number()?, number()?);
    let points = (number()?, number()?);
    let (hints, solution) = (number()?, number()? > 0);
    Some(Done { id, title: line(words.next().unwrap_or_default()), goals, points, hints, solution })
}

/// A name that stays in its line.
fn line(text: &str) -> String {
    text.trim().chars().filter(|letter| !letter.is_control()).take(MOST_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(id: &str, met: u32, hints: u32) -> Done {
        Done { id: id.to_owned(), title: format!("The {id}"), goals: (met, 3), points: (0, 0), hints, solution: false }
    }

    #[test]
    fn what_was_better_stays() {
        let mut progress = Progress::default();
        progress.note(done("a", 2, 1));
        progress.note(done("a", 1, 2));
        assert_eq!(progress.lessons, [done("a", 2, 2)]);
        progress.note(done("a", 3, 0));
        progress.note(Done { solution: true, ..done("a", 0, 0) });
        assert_eq!(progress.lessons, [done("a", 3, 2)], "the solution came after it was solved");
        progress.note(Done { solution: true, ..done("b", 3, 0) });
        assert!(progress.of("b").is_some_and(|done| done.solution));
        assert_eq!(progress.sums(), (2, 0));
    }

    #[test]
    fn a_text_brings_it_back_and_nothing_else_is_read() {
        let lessons = vec![done("a", 2, 1), Done { points: (3, 10), solution: true, ..done("b", 3, 0) }];
        let progress = Progress { name: "Ada L.".to_owned(), lessons };
        assert_eq!(Progress::read(&progress.text()), Some(progress));
        assert_eq!(Progress::read("name: Ada"), None);
        let odd = format!("{MARK}\nname: {}\n- a 1 2\n- b x 1 1 1 1 1 t\n- c 1 1 1 1 1 99999 t\n", "x".repeat(200));
        let read = Progress::read(&odd).unwrap_or_default();
        assert_eq!((read.name.len(), read.lessons.len()), (MOST_LETTERS, 0));
    }
}

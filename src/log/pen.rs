//! Writing lines to a place that may fail, and counting those that it cost.

use std::{
    io::{ErrorKind, Write},
    thread,
    time::Duration,
};

/// Before a place that has no room just now is tried again.
const PAUSE: Duration = Duration::from_millis(10);

/// Writes lines, and tells how many were lost as soon as it can again.
pub(super) struct Pen<'a, W> {
    out: W,
    notice: &'a dyn Fn(u64) -> String,
    /// Lines that were lost and not told of.
    lost: u64,
    /// Whether the last line was written in part.
    is_torn: bool,
}

impl<'a, W: Write> Pen<'a, W> {
    /// `notice` says as a line that so many were lost.
    pub(super) fn new(out: W, notice: &'a dyn Fn(u64) -> String) -> Self {
        Self {
            out,
            notice,
            lost: 0,
            is_torn: false,
        }
    }

    /// Writes whole lines, behind what is to be told of those before them.
    pub(super) fn write(&mut self, lines: &[u8]) {
        self.miss(0);
        let written = if self.lost == 0 { self.put(lines) } else { 0 };
        self.lost += count(&lines[written..]);
    }

    /// Tells of lines that were lost: these, and those before.
    pub(super) fn miss(&mut self, lost: u64) {
        self.lost += lost;
        if self.lost == 0 {
            return;
        }
        let end_of_torn = if self.is_torn { "\n" } else { "" };
        let notice = format!("{end_of_torn}{}", (self.notice)(self.lost));
        if self.put(notice.as_bytes()) == notice.len() {
            self.lost = 0;
        }
    }

    /// Writes as much as it can, and tells how much that was.
    fn put(&mut self, bytes: &[u8]) -> usize {
        let mut written = 0;
        while written < bytes.len() {
            match self.out.write(&bytes[written..]) {
                Ok(0) => break,
                Ok(more) => written += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // Standard error is shared, and somebody else made it so.
                Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(PAUSE),
                Err(_) => break,
            }
        }
        if let Some(last) = written.checked_sub(1) {
            self.is_torn = bytes[last] != b'\n';
        }
        written
    }
}

/// How many lines end in these bytes.
pub(super) fn count(bytes: &[u8]) -> u64 {
    let ends = bytes.iter().filter(|byte| **byte == b'\n');
    ends.map(|_| 1).sum()
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    /// A disk with so much room.
    #[derive(Default)]
    struct Disk {
        written: Vec<u8>,
        room: usize,
        is_busy: bool,
    }

    impl Write for &mut Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if std::mem::take(&mut self.is_busy) {
                return Err(ErrorKind::WouldBlock.into());
            }
            let taken = bytes.len().min(self.room);
            if taken == 0 {
                return Err(ErrorKind::StorageFull.into());
            }
            self.room -= taken;
            self.written.extend_from_slice(&bytes[..taken]);
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What stands on a disk of so much room, that gets more after "three".
    fn written(room: usize) -> String {
        let mut disk = Disk {
            room,
            ..Disk::default()
        };
        let notice = |lost| format!("{lost} lost\n");
        let mut pen = Pen::new(&mut disk, &notice);
        pen.write(b"one\ntwo\n");
        pen.write(b"three\n");
        pen.out.room = 100;
        pen.out.is_busy = true;
        pen.write(b"four\n");
        pen.miss(2);
        pen.write(b"five\n");
        String::from_utf8(disk.written).unwrap()
    }

    #[test]
    fn losses_are_told_where_they_were() {
        assert_eq!(written(0), "3 lost\nfour\n2 lost\nfive\n");
        assert_eq!(written(100), "one\ntwo\nthree\nfour\n2 lost\nfive\n");
    }

    #[test]
    fn a_line_written_in_part_is_lost_and_ended() {
        assert_eq!(written(6), "one\ntw\n2 lost\nfour\n2 lost\nfive\n");
        let ends_torn = written(5);
        assert_eq!(ends_torn, "one\nt\n2 lost\nfour\n2 lost\nfive\n");
    }

    #[test]
    fn a_notice_written_in_part_is_told_again() {
        let mut disk = Disk::default();
        let notice = |lost| format!("{lost} lost\n");
        let mut pen = Pen::new(&mut disk, &notice);
        pen.write(b"one\n");
        pen.out.room = 3;
        pen.write(b"two\n");
        pen.out.room = 100;
        pen.write(b"three\n");
        assert_eq!(disk.written, b"1 l\n2 lost\nthree\n");
    }
}

//! Lines that wait to be written.

use std::{
    io::{self, Write},
    mem,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::pen::{Pen, count};

/// How much may wait. What comes after that is lost.
const MOST_BYTES: usize = 1024 * 1024;

/// Takes lines from any thread, and never makes one wait for the disk.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    filled: Condvar,
    emptied: Condvar,
}

#[derive(Default)]
struct Waiting {
    lines: Vec<u8>,
    /// Lines for which there was no room after those.
    lost: u64,
    /// Whether lines that were taken out are not written yet.
    is_writing: bool,
}

impl Queue {
    /// Puts whole lines at the end, or counts them as lost.
    pub(super) fn push(&self, lines: &[u8]) {
        let mut waiting = self.lock();
        if waiting.lines.len() + lines.len() > MOST_BYTES {
            waiting.lost += count(lines);
        } else {
            waiting.lines.extend_from_slice(lines);
        }
        self.filled.notify_one();
    }

    /// Waits until all is written, as long as `most`.
    pub(super) fn wait(&self, most: Duration) {
        let is_unwritten = |waiting: &mut Waiting| waiting.is_writing || waiting.has_something();
        let waited = self
            .emptied
            .wait_timeout_while(self.lock(), most, is_unwritten);
        drop(waited);
    }

    /// Writes what comes, for ever.
    pub(super) fn empty_into<W: Write>(&self, pen: &mut Pen<'_, W>) {
        let mut lines = Vec::new();
        loop {
            lines.clear();
            let lost = self.take(&mut lines);
            pen.write(&lines);
            pen.miss(lost);
        }
    }

    /// Exchanges what waits for an empty buffer, and tells what was lost after it.
    fn take(&self, empty: &mut Vec<u8>) -> u64 {
        let mut waiting = self.lock();
        waiting.is_writing = false;
        self.emptied.notify_all();
        let waited = self
            .filled
            .wait_while(waiting, |waiting| !waiting.has_something());
        waiting = waited.unwrap_or_else(PoisonError::into_inner);
        waiting.is_writing = true;
        mem::swap(&mut waiting.lines, empty);
        mem::take(&mut waiting.lost)
    }

    /// A panic elsewhere is no reason to log no more.
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn has_something(&self) -> bool {
        !self.lines.is_empty() || self.lost > 0
    }
}

/// What `tracing` writes its lines to.
pub(super) struct Lines(pub(super) &'static Queue);

impl Write for Lines {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        self.0.push(lines);
        Ok(lines.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::mpsc::{Receiver, Sender, channel},
        thread,
    };

    use super::*;

    /// A pipe that is read only when the test does.
    struct Pipe {
        written: Sender<Vec<u8>>,
        room: Receiver<()>,
    }

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.room.recv().map_err(io::Error::other)?;
            self.written
                .send(bytes.to_vec())
                .map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn queue_over(pipe: Pipe) -> &'static Queue {
        let queue: &Queue = Box::leak(Box::default());
        thread::spawn(move || {
            queue.empty_into(&mut Pen::new(pipe, &|lost| format!("{lost} lost\n")));
        });
        queue
    }

    #[test]
    fn nobody_waits_for_a_pipe_that_nobody_reads() {
        let (written, read) = channel();
        let (open, room) = channel();
        let queue = queue_over(Pipe { written, room });
        queue.push(b"first\n");
        while !queue.lock().is_writing {
            thread::yield_now();
        }
        let line = [vec![b'x'; 1023], b"\n".to_vec()].concat();
        for _ in 0..1030 {
            queue.push(&line);
        }
        queue.wait(Duration::from_millis(1));
        for _ in 0..3 {
            open.send(()).unwrap();
        }
        assert_eq!(read.recv().unwrap(), b"first\n");
        assert_eq!(read.recv().unwrap().len(), MOST_BYTES);
        assert_eq!(read.recv().unwrap(), b"6 lost\n");
    }

    #[test]
    fn who_waits_finds_everything_written() {
        let (written, read) = channel();
        let (open, room) = channel();
        let queue = queue_over(Pipe { written, room });
        queue.wait(Duration::from_mins(1));
        for _ in 0..2 {
            open.send(()).unwrap();
        }
        queue.push(b"one\n");
        queue.wait(Duration::from_mins(1));
        queue.push(b"two\n");
        queue.wait(Duration::from_mins(1));
        assert_eq!(read.try_iter().collect::<Vec<_>>().concat(), b"one\ntwo\n");
    }
}

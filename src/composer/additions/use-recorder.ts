/** Records the microphone: only after a click, until it is stopped, and never longer than a message may be. */
import { useEffect, useRef, useState } from 'react';
import { audioContext } from '../../base/browser-capabilities.ts';

/** The longest recording, ms. */
export const LONGEST_RECORDING = 5 * 60_000;
/** How often the level and the time change, ms. */
const STEP = 100;

/** Formats in the order of preference, with the ending of the file's name. */
const FORMATS = [
  { type: 'audio/ogg;codecs=opus', ending: 'ogg' },
  { type: 'audio/webm;codecs=opus', ending: 'webm' },
  { type: 'audio/mp4', ending: 'm4a' },
] as const;

export type Recording = { file: File; /** ms. */ duration: number };

export type Recorder = {
  state: 'idle' | 'asking' | 'recording' | 'done' | 'denied' | 'missing' | 'failed';
  /** How long it has been recording, ms. */
  elapsed: number;
  /** How loud it is now, 0 to 1. */
  level: number;
  /** What was recorded, once it is done. */
  recording: Recording | null;
  start: () => void;
  stop: () => void;
  discard: () => void;
};

function format() {
  if (typeof MediaRecorder === 'undefined') return undefined;
  return FORMATS.find(({ type }) => MediaRecorder.isTypeSupported(type));
}

/** The loudness of what is heard now, 0 to 1. */
function levelMeter(stream: MediaStream): { read: () => number; close: () => void } {
  const context = audioContext();
  // It is recorded all the same.
  if (context === null) return { read: () => 0, close: () => {} };
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  return {
    read: () => {
      analyser.getByteTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + ((sample - 128) / 128) ** 2, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) * 3);
    },
    close: () => void context.close().catch(() => undefined),
  };
}

const IDLE = { state: 'idle', elapsed: 0, level: 0, recording: null } as const;

function holdThePage(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export function useRecorder(): Recorder {
  const [shown, setShown] = useState<Omit<Recorder, 'start' | 'stop' | 'discard'>>(IDLE);
  /** Ends what is going on; `true`: what was recorded is kept. */
  const end = useRef<((keep: boolean) => void) | null>(null);
  /** Counts the attempts: what belongs to an earlier one comes too late. */
  const attempt = useRef(0);

  const give = (): void => {
    attempt.current += 1;
    end.current?.(false);
    end.current = null;
  };
  useEffect(
    () => () => {
      attempt.current += 1;
      end.current?.(false);
    },
    [],
  );

  // A recording is kept nowhere else: the browser asks before it goes with the page.
  const unsent = shown.state === 'recording' || shown.state === 'done';
  useEffect(() => {
    if (!unsent) return;
    window.addEventListener('beforeunload', holdThePage);
    return () => {
      window.removeEventListener('beforeunload', holdThePage);
    };
  }, [unsent]);

  const record = (stream: MediaStream, how: (typeof FORMATS)[number]) => {
    const recorder = new MediaRecorder(stream, { mimeType: how.type });
    const pieces: Blob[] = [];
    const meter = levelMeter(stream);
    const began = performance.now();
    let keeps = true;
    const elapsed = () => Math.min(performance.now() - began, LONGEST_RECORDING);
    const clock = setInterval(() => {
      setShown({ state: 'recording', elapsed: elapsed(), level: meter.read(), recording: null });
      if (elapsed() >= LONGEST_RECORDING) end.current?.(true);
    }, STEP);
    let duration = 0;
    end.current = (keep) => {
      end.current = null;
      keeps = keep;
      duration = Math.round(elapsed());
      clearInterval(clock);
      meter.close();
      if (recorder.state !== 'inactive') recorder.stop();
      for (const track of stream.getTracks()) track.stop();
    };
    recorder.ondataavailable = ({ data }) => {
      pieces.push(data);
    };
    recorder.onerror = () => {
      end.current?.(false);
      setShown({ ...IDLE, state: 'failed' });
    };
    recorder.onstop = () => {
      // The microphone may also go by itself.
      end.current?.(true);
      if (!keeps) return;
      const type = how.type.replace(/;.*/, '');
      const file = new File(pieces, `voice-message.${how.ending}`, { type });
      if (file.size === 0) setShown({ ...IDLE, state: 'failed' });
      else setShown({ state: 'done', elapsed: duration, level: 0, recording: { file, duration } });
    };
    recorder.start(1000);
    setShown({ state: 'recording', elapsed: 0, level: 0, recording: null });
  };

  const start = () => {
    give();
    const mine = attempt.current;
    const how = format();
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (how === undefined || devices === undefined) {
      setShown({ ...IDLE, state: 'missing' });
      return;
    }
    setShown({ ...IDLE, state: 'asking' });
    devices.getUserMedia({ audio: true }).then(
      (stream) => {
        if (attempt.current === mine) record(stream, how);
        else for (const track of stream.getTracks()) track.stop();
      },
      (error: unknown) => {
        if (attempt.current !== mine) return;
        const name = error instanceof Error || error instanceof DOMException ? error.name : '';
        const state =
          name === 'NotAllowedError' || name === 'SecurityError'
            ? 'denied'
            : name === 'NotFoundError'
              ? 'missing'
              : 'failed';
        setShown({ ...IDLE, state });
      },
    );
  };

  return {
    ...shown,
    start,
    stop: () => {
      end.current?.(true);
    },
    discard: () => {
      give();
      setShown(IDLE);
    },
  };
}

import { useEffect, useState } from 'react';

/** Kinds of pictures that can't carry a program. */
const PICTURES = /^image\/(?:png|jpeg|gif|webp|avif)$/i;
const MOST_BYTES = 20_000_000;

type Picture = { state: 'none' | 'failed' } | { state: 'shown'; src: string };

const NONE: Picture = { state: 'none' };

/**
 * A picture as an address that the page may show. It is fetched without the agent's cookie and without following
 * anybody elsewhere: a customer chooses the address, and must not make the desk ask for things in the agent's name.
 * @param address null: there is nothing to show
 */
export function usePicture(address: string | null): Picture {
  const [picture, setPicture] = useState<{ of: string; is: Picture } | null>(null);
  useEffect(() => {
    if (address === null) return;
    const leave = new AbortController();
    let src: string | null = null;
    fetchPicture(address, leave.signal).then(
      (blob) => {
        if (leave.signal.aborted) return;
        src = URL.createObjectURL(blob);
        setPicture({ of: address, is: { state: 'shown', src } });
      },
      () => {
        if (!leave.signal.aborted) setPicture({ of: address, is: { state: 'failed' } });
      },
    );
    return () => {
      leave.abort();
      if (src !== null) URL.revokeObjectURL(src);
    };
  }, [address]);
  return picture?.of === address ? picture.is : NONE;
}

async function fetchPicture(address: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(address, { credentials: 'omit', redirect: 'error', signal });
  if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
    throw new Error('not a picture');
  }
  const blob = await response.blob();
  if (!PICTURES.test(blob.type) || blob.size > MOST_BYTES) throw new Error('not a picture');
  return blob;
}

/** The wallboard fills the screen where the browser lets it; leaving full screen, by Escape too, leaves the wallboard. */
import { useEffect, useState, type RefObject } from 'react';

type WallHere = { wall: boolean; toggle: () => void };

export function useWall(page: RefObject<HTMLElement | null>): WallHere {
  const [wall, setWall] = useState(false);
  useEffect(() => {
    const onChange = () => {
      if (document.fullscreenElement === null) setWall(false);
    };
    document.addEventListener('fullscreenchange', onChange);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
    };
  }, []);
  const toggle = () => {
    setWall(!wall);
    // In a frame it may be forbidden: then the wallboard fills the desk.
    if (!wall && document.fullscreenEnabled) page.current?.requestFullscreen().catch(() => undefined);
    if (wall && document.fullscreenElement != null) document.exitFullscreen().catch(() => undefined);
  };
  return { wall, toggle };
}

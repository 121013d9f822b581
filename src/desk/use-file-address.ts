import { useEffect, useState } from 'react';

/** The address of a file of this tab, as long as it is drawn. */
export function useFileAddress(file: File | null): string | null {
  const [address, setAddress] = useState<{ of: File; is: string } | null>(null);
  useEffect(() => {
    if (file === null) return;
    let made: string | null = null;
    // Made a moment later: what is drawn only in passing needs none.
    const timer = setTimeout(() => {
      made = URL.createObjectURL(file);
      setAddress({ of: file, is: made });
    });
    return () => {
      clearTimeout(timer);
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [file]);
  return address?.of === file ? address.is : null;
}

/** A part that is made when the page is scrolled to it: what nobody looks at costs nothing. */
import { type ReactNode, useEffect, useRef, useState } from 'react';

export function InSight({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (place.current === null || seen) return;
    const sight = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && setSeen(true), {
      rootMargin: '200px',
    });
    sight.observe(place.current);
    return () => sight.disconnect();
  }, [seen]);
  return (
    <div ref={place} className="in-sight">
      {seen && children}
    </div>
  );
}

/** Buttons and fields as the components of NL Design System (styles/utrecht.css): elements with the library's classes. What else is given goes to
 *  the element. */
import type { ComponentProps, ReactNode } from 'react';

const join = (...classes: readonly (string | false | undefined)[]): string => classes.filter(Boolean).join(' ');

const LOOKS = { primary: 'primary-action', secondary: 'secondary-action', subtle: 'subtle' } as const;

/** @param look primary: what this place is for, at most one in sight; secondary: other acts; subtle: small ones in a line of others */
export function Button({
  look = 'secondary',
  type = 'button',
  className,
  ...rest
}: ComponentProps<'button'> & { readonly look?: keyof typeof LOOKS }): ReactNode {
  return (
    <button {...rest} type={type} className={join('utrecht-button', `utrecht-button--${LOOKS[look]}`, className)} />
  );
}

export function Textbox({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return <input {...rest} className={join('utrecht-textbox utrecht-textbox--html-input', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>): ReactNode {
  return <textarea {...rest} className={join('utrecht-textarea utrecht-textarea--html-textarea', className)} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>): ReactNode {
  return <select {...rest} className={join('utrecht-select utrecht-select--html-select', className)} />;
}

export function Checkbox({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return (
    <input {...rest} type="checkbox" className={join('utrecht-checkbox utrecht-checkbox--html-input', className)} />
  );
}

/** A box with its words behind it. */
export function Check({ children, ...rest }: ComponentProps<'input'>): ReactNode {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the box is a part of ours.
    <label className="utrecht-form-label utrecht-form-label--checkbox check">
      <Checkbox {...rest} />
      <span>{children}</span>
    </label>
  );
}

/** A label above its field. */
export function Field({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is among the children.
    <label className="utrecht-form-field utrecht-form-field--distanced field">
      <span className="utrecht-form-label utrecht-form-field__label">{label}</span>
      {children}
    </label>
  );
}

import { Button, Form } from '../../../web/components/index.ts';

/** One thing to decide upon what was just read: the version says what that was. */
export const Decision = (props: { action: string; version: number; label: string; danger?: boolean }) => (
  <Form action={props.action} once>
    <input type="hidden" name="version" value={String(props.version)} />
    <Button {...(props.danger ? { tone: 'danger' } : {})}>{props.label}</Button>
  </Form>
);

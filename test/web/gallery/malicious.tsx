import {
  Card,
  DefinitionList,
  EditorField,
  Field,
  Notice,
  RadioCards,
  Row,
  Rows,
  TextArea,
} from '../../../web/components/index.ts';
import { Page } from '../../../web/layout.tsx';

/** A page where everything that people may type is `text`. */
export const malicious = (text: string): string =>
  String(
    <Page
      title={text}
      lead={text}
      description={text}
      breadcrumb={[{ href: '/', label: text }]}
      chrome={{
        kind: 'public',
        territory: { name: text, hue: text },
        organisation: { name: text, slug: 'x', accent: text },
        nonce: 'n',
      }}
    >
      <Notice tone="info" title={text}>
        {text}
      </Notice>
      <Field name="a" label={text} help={text} error={text} value={text} />
      <TextArea name="b" label="b" value={text} />
      <EditorField name="c" label="c" text={text} html={text} />
      <RadioCards name="d" label="d" options={[{ value: text, title: text, explanation: text }]} value={text} />
      <Rows>
        <Row title={text} detail={text} href="/x" end={text} />
      </Rows>
      <Card title={text} href="/x">
        {text}
      </Card>
      <DefinitionList items={[{ term: text, description: text }]} />
    </Page>,
  );

/** A text read again before it appears, and what an organisation has read again. */
import type { FieldError } from '../../../platform/problems.ts';
import {
  Button,
  ErrorSummary,
  errorOf,
  Form,
  Notice,
  Panel,
  RadioCards,
  Row,
  Rows,
  TextArea,
  Toolbar,
  When,
} from '../../../web/components/index.ts';
import { de, typographic } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import { type DocumentCard, describeFile } from '../../documents/index.ts';
import { APPROVAL_RULES, type ApprovalRule, type Audience, type Content } from '../schema.ts';
import { APPROVAL_TEXTS, AUDIENCE_WORDS, TEXTS } from '../texts.ts';
import { reachInWords, Remarks } from './cards.tsx';
import { PublicationBody } from './publication.tsx';

export interface SubmittedProps {
  chrome: Chrome;
  content: Content & { audience: Audience };
  documents: readonly DocumentCard[];
  reach: { people: number; organisations: number };
  isAuthor: boolean;
  mayDecide: boolean;
  mayTakeBack: boolean;
  remark: string;
  errors: readonly FieldError[] | undefined;
  now: Date;
}

const whoWillRead = ({ content, reach }: Pick<SubmittedProps, 'content' | 'reach'>): string =>
  content.audience === 'public'
    ? `${AUDIENCE_WORDS.public}, sur la page publique ${de(content.organisationName)} et dans la lettre de ses abonnés`
    : `${AUDIENCE_WORDS[content.audience]} : ${reachInWords(reach)}`;

/** A text that waits. */
export const SubmittedPage = (props: SubmittedProps) => {
  const { content, mayDecide, mayTakeBack, errors } = props;
  const address = (step: string): string => `/publications/${content.id}/${step}`;
  const file = (document: string): string =>
    `/publications/${content.organisation}/${content.id}/fichier?document=${document}`;
  const seen = <input type="hidden" name="version" value={String(content.version)} />;
  return (
    <Page
      title={typographic(content.title) || TEXTS.unnamed}
      chrome={props.chrome}
      breadcrumb={[{ href: '/publications?onglet=brouillons', label: 'Brouillons' }]}
      scripts={['once']}
    >
      <ErrorSummary errors={errors} />
      <div class="stack">
        <Notice tone="info" title={props.isAuthor && !mayDecide ? 'Envoyé pour validation' : 'À valider'}>
          <p>
            {props.isAuthor ? 'Vous l’avez envoyé' : `${content.author.name} l’a envoyé`}{' '}
            <When date={content.updatedAt} kind="relative" now={props.now} />. Personne d’autre que ceux qui écrivent
            pour votre organisation ne le voit.
          </p>
          <p>Qui le verra : {whoWillRead(props)}.</p>
        </Notice>
        <PublicationBody content={content} address={({ document }) => file(document)} />
        {props.documents.length > 0 && (
          <Rows>
            {props.documents.map((document) => (
              <Row icon="document" href={file(document.id)} title={document.name} detail={describeFile(document)} />
            ))}
          </Rows>
        )}
        <Remarks remarks={content.remarks} now={props.now} />
        {mayDecide && (
          <Panel title="Votre décision" tone="todo">
            <Form action={address('valider')} once>
              {seen}
              <Button>Publier maintenant</Button>
            </Form>
            <Form action={address('renvoyer')} once>
              {seen}
              <TextArea
                name="remark"
                label="Ce qu’il faut corriger"
                help={`${content.author.name} le lira avec son texte, qui redevient un brouillon.`}
                rows={3}
                value={props.remark}
                error={errorOf(errors, 'remark')}
              />
              <Button tone="plain">Renvoyer avec cette remarque</Button>
            </Form>
          </Panel>
        )}
        {mayTakeBack && (
          <Form action={address('reprendre')} once>
            {seen}
            <Toolbar>
              <Button tone={mayDecide ? 'quiet' : 'plain'} icon="pencil">
                Reprendre pour modifier
              </Button>
              <span class="soft">Il redevient un brouillon, à envoyer de nouveau.</span>
            </Toolbar>
          </Form>
        )}
      </div>
    </Page>
  );
};

/** The référent chooses. */
export const ApprovalPage = (props: {
  chrome: Chrome;
  rule: ApprovalRule;
  version: number;
  done: string | undefined;
  errors: readonly FieldError[] | undefined;
}) => (
  <Page
    title="Valider avant de publier"
    chrome={props.chrome}
    lead="Ce que les contributeurs écrivent peut être relu par un rédacteur ou un référent avant de paraître."
    breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
    scripts={['once']}
  >
    {props.done && <Notice tone="success">{props.done}</Notice>}
    <ErrorSummary errors={props.errors} />
    <Form action="/organisation/validation" once>
      <input type="hidden" name="version" value={String(props.version)} />
      <RadioCards
        name="rule"
        label="Ce qui est validé avant de paraître"
        value={props.rule}
        error={errorOf(props.errors, 'rule')}
        options={APPROVAL_RULES.map((rule) => ({ value: rule, ...APPROVAL_TEXTS[rule] }))}
      />
      <Button>Enregistrer</Button>
    </Form>
    <p class="soft">Ce qui est déjà publié le reste, et ce qui attend une décision l’attend encore.</p>
  </Page>
);

/** What proves that an act was online, and when; and how anybody checks it. */
import {
  Button,
  ButtonLink,
  DefinitionList,
  ErrorSummary,
  errorOf,
  Field,
  Form,
  Notice,
  Panel,
  Section,
  Table,
} from '../../../web/components/index.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Checked } from '../../../platform/register-chain.ts';
import { formatNumber, plural } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { Proof } from '../reading.ts';
import type { ActLine } from '../schema.ts';
import { EVENT_WORDS, FAULT_WORDS } from '../texts.ts';
import { exactly } from './register.tsx';

interface Named {
  name: string;
  slug: string;
}

const crumbs = ({ name, slug }: Named, more: readonly { href: string; label: string }[] = []) => [
  { href: `/c/${slug}`, label: name },
  { href: `/c/${slug}/actes`, label: 'Actes' },
  ...more,
];

/** A file chosen here is hashed by the browser: it goes nowhere. `known`: what its hash is compared with. */
const FileCheck = ({ known, address }: { known?: readonly string[]; address: string }) => (
  <div data-verify-file={known?.join(' ') ?? ''} data-verify-at={address} hidden>
    <div class="field">
      <label class="label" for="verify-file">
        Votre fichier
      </label>
      <p class="help" id="verify-file-help">
        Son empreinte est calculée par votre navigateur. Le fichier reste chez vous.
      </p>
      <input type="file" class="input" id="verify-file" aria-describedby="verify-file-help" />
    </div>
    <p role="status" data-verify-said></p>
  </div>
);

const COLUMNS = [
  { label: 'Document', cell: ({ name }: ActLine['files'][number]) => name },
  {
    label: 'Empreinte SHA-256',
    cell: ({ sha256 }: ActLine['files'][number]) => <code>{sha256}</code>,
  },
];

/** The proof of an act: the bytes that went online, when, the chain, the signature. */
export const ProofPage = (props: { chrome: Chrome; organisation: Named; act: ActLine; proof: Proof }) => {
  const { organisation, act, proof } = props;
  const { row, checked } = proof;
  const here = `/c/${organisation.slug}/actes`;
  const last = act.history.at(-1);
  const said: { previous?: unknown } = JSON.parse(row.entry);
  return (
    <Page
      title={`Preuve de publication : n° ${act.number}`}
      chrome={props.chrome}
      lead="Ce qui permet à chacun de s’assurer que cet acte était en ligne, tel quel, à cette heure."
      breadcrumb={crumbs(organisation, [{ href: `${here}/${act.address}`, label: act.number }])}
      scripts={['verify']}
    >
      <div class="stack">
        {checked.fault ? (
          <Notice tone="error" title="Cette preuve ne se vérifie pas">
            <p>{FAULT_WORDS[checked.fault.what]}</p>
          </Notice>
        ) : (
          <Notice tone="success" title="Cette preuve est intacte">
            <p>
              L’écriture n° {formatNumber(row.seq)} du registre est signée, et suit bien celle d’avant.{' '}
              {last && `${EVENT_WORDS[last.event]} le ${exactly(last.at)}.`}
            </p>
          </Notice>
        )}
        {act.files.length > 0 && act.state === 'online' && (
          <Section title="Ce qui est en ligne" id="fichiers">
            <Table caption="Empreintes des documents" hideCaption columns={COLUMNS} rows={act.files} />
            <FileCheck known={act.files.map(({ sha256 }) => sha256)} address={`${here}/verification`} />
          </Section>
        )}
        <Section title="L’écriture du registre" id="ecriture">
          <DefinitionList
            items={[
              { term: 'Numéro', description: formatNumber(row.seq) },
              { term: 'Empreinte', description: <code>{row.hash}</code> },
              { term: 'Empreinte d’avant', description: <code>{String(said.previous)}</code> },
              { term: 'Signature (ECDSA P-256)', description: <code>{row.signature}</code> },
              { term: 'Clé', description: <code>{row.key}</code> },
            ]}
          />
          <p class="small">
            <code>{row.entry}</code>
          </p>
        </Section>
        <p>
          <a href={`${here}/verification`}>Vérifier tout le registre</a> · <a href={`${here}/cle.pem`}>Clé publique</a>{' '}
          · <a href={`${here}/registre.jsonl?depuis=${row.seq - 1}`}>Cette écriture pour un programme</a>
        </p>
      </div>
    </Page>
  );
};

/** What was found for a hash. */
export interface Found {
  sha256: string;
  act: { line: ActLine; isOnline: boolean } | undefined;
}

export const VerificationPage = (props: {
  chrome: Chrome;
  organisation: Named & { siren: string };
  typed: string;
  errors: readonly FieldError[] | undefined;
  found: Found | undefined;
  chain: { checked: Checked; from: number; end: number; next: string | undefined };
}) => {
  const { organisation, found, chain } = props;
  const here = `/c/${organisation.slug}/actes`;
  return (
    <Page
      title="Vérifier un acte ou le registre"
      chrome={props.chrome}
      lead={`Un document publié par ${organisation.name} a une empreinte, inscrite au registre le jour de sa mise en ligne.`}
      breadcrumb={crumbs(organisation)}
      scripts={['verify']}
    >
      <ErrorSummary errors={props.errors} />
      <div class="stack">
        {found && <FoundNotice found={found} slug={organisation.slug} />}
        <Panel title="Un document">
          <FileCheck address={`${here}/verification`} />
          <Form action={`${here}/verification`} method="get">
            <Field
              name="empreinte"
              label="Empreinte SHA-256"
              help="64 signes, calculés par la commande sha256sum ou recopiés d’un certificat."
              value={props.typed}
              error={errorOf(props.errors, 'empreinte')}
            />
            <Button tone="plain">Chercher cette empreinte</Button>
          </Form>
        </Panel>
        <Panel title="Le registre">
          <div class="stack" data-verify-register={organisation.siren} data-verify-export={`${here}/registre.jsonl`}>
            <ChainSaid chain={chain} />
            <p role="status" data-verify-said></p>
          </div>
          <p class="small">
            Vous préférez vérifier chez vous ? <a href={`${here}/registre.jsonl`}>Le registre pour les programmes</a>,{' '}
            <a href={`${here}/cle.pem`}>la clé publique</a>, et la méthode, faite de commandes ordinaires, sont publics.
          </p>
        </Panel>
      </div>
    </Page>
  );
};

const FoundNotice = ({ found: { act }, slug }: { found: Found; slug: string }) =>
  act ? (
    <Notice
      tone={act.isOnline ? 'success' : 'warning'}
      title={act.isOnline ? 'Ce document est au registre' : 'Ce document a été au registre, et n’est plus en ligne'}
    >
      <p>
        <a href={`/c/${slug}/actes/${act.line.address}`}>
          {act.line.title}, n° {act.line.number}
        </a>
        , mis en ligne le {exactly(act.line.onlineAt)}.
      </p>
    </Notice>
  ) : (
    <Notice tone="error" title="Aucun document de ce registre n’a cette empreinte">
      <p>Un seul signe changé dans le fichier suffit. Vérifiez que c’est bien le document téléchargé ici.</p>
    </Notice>
  );

const ChainSaid = ({
  chain: { checked, from, end, next },
}: {
  chain: Parameters<typeof VerificationPage>[0]['chain'];
}) => {
  if (end === 0) return <p>Ce registre n’a encore aucune écriture.</p>;
  if (checked.fault) {
    return (
      <Notice tone="error" title={`Le registre ne se vérifie pas à l’écriture n° ${formatNumber(checked.fault.seq)}`}>
        <p>{FAULT_WORDS[checked.fault.what]}</p>
      </Notice>
    );
  }
  return (
    <>
      <p>
        Les écritures {formatNumber(from + 1)} à {formatNumber(checked.position.seq)} sur {formatNumber(end)} sont
        intactes, signées et dans leur ordre ({plural(checked.position.seq - from, 'vérifiée')}).
      </p>
      {next && (
        <ButtonLink href={next} tone="plain">
          Vérifier les suivantes
        </ButtonLink>
      )}
    </>
  );
};

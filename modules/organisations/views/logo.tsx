import {
  Button,
  Empty,
  ErrorSummary,
  Form,
  Notice,
  RadioCards,
  Section,
  UploadField,
} from '../../../web/components/index.ts';
import { de, formatSize } from '../../../web/format.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { FieldError } from '../../../platform/problems.ts';
import { DEPOSIT_ADDRESSES, type DocumentCard } from '../../documents/index.ts';
import { LARGEST_LOGO } from '../rules-logo.ts';
import type { Logo } from '../store/logo.ts';

export const LogoPage = (props: {
  chrome: Chrome;
  name: string;
  logo: Logo | undefined;
  source: string | undefined;
  pictures: readonly DocumentCard[];
  errors?: readonly FieldError[] | undefined;
  done?: string | undefined;
}) => {
  const { logo, source, pictures, errors } = props;
  const version = String(logo?.version ?? 0);
  const error = errors?.find(({ field }) => field === 'document')?.message;
  const offered = pictures.filter(({ id }) => id !== logo?.document);
  return (
    <Page
      title="Logo"
      chrome={props.chrome}
      heading="Logo"
      lead={`Il paraît sur la page publique ${de(props.name)} et dans « Mon organisation ».`}
      breadcrumb={[{ href: '/organisation', label: 'Mon organisation' }]}
      scripts={['upload', 'once']}
    >
      {props.done && <Notice tone="success">{props.done}</Notice>}
      <ErrorSummary errors={errors} />
      {logo && source ? (
        <Section title="Logo actuel">
          <p>
            <img class="logo large" src={source} alt={`Logo ${de(props.name)}`} />
          </p>
          <p class="soft">
            {logo.name}, {formatSize(logo.size)}
          </p>
          <Form action="/organisation/logo/retirer" once>
            <input type="hidden" name="version" value={version} />
            <Button tone="danger">Retirer le logo</Button>
          </Form>
        </Section>
      ) : (
        <Empty title="Pas de logo pour l’instant">La page publique montre le nom de l’organisation.</Empty>
      )}
      <Section title={logo ? 'Le remplacer' : 'En choisir un'}>
        <Form action="/organisation/logo" once>
          <input type="hidden" name="version" value={version} />
          <UploadField
            {...DEPOSIT_ADDRESSES}
            name="document"
            label="L’image"
            help={`PNG, JPEG ou WebP, ${formatSize(LARGEST_LOGO)} au plus ; moins de 100 Ko s’affiche mieux sur une ligne lente. Le SVG n’est pas accepté : un tel fichier peut contenir un programme.`}
            accept=".png,.jpg,.jpeg,.webp,image/png,image/jpeg,image/webp"
            maxSize={LARGEST_LOGO}
            error={error}
            later="Mettez d’abord l’image en ligne dans « Documents », puis choisissez-la ci-dessous."
          />
          <Button>Prendre cette image</Button>
        </Form>
      </Section>
      {offered.length > 0 && (
        <Section title="Parmi vos documents">
          <Form action="/organisation/logo" once>
            <input type="hidden" name="version" value={version} />
            <RadioCards
              label="Une image déjà en ligne"
              name="document"
              options={offered.map(({ id, name, size = 0 }) => ({
                value: id,
                title: name,
                explanation: formatSize(size),
              }))}
            />
            <Button tone="plain">Prendre l’image choisie</Button>
          </Form>
        </Section>
      )}
    </Page>
  );
};

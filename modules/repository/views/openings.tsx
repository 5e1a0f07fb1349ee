/** Who opened a file. */
import { Empty, Pager, Row, Rows, When } from '../../../web/components/index.ts';
import { type Chrome, Page } from '../../../web/layout.tsx';
import type { File, Opening } from '../schema.ts';

export const OpeningsPage = (props: {
  chrome: Chrome;
  file: File;
  openings: readonly Opening[];
  next: string | undefined;
}) => (
  <Page
    title="Qui l’a ouvert"
    chrome={props.chrome}
    breadcrumb={[
      { href: '/documents', label: 'Documents' },
      { href: `/documents/fichiers/${props.file.id}`, label: props.file.name },
    ]}
    lead="Depuis un an, une ligne par personne et par moment. Seuls ceux qui rangent les documents voient cette page."
  >
    {props.openings.length === 0 ? (
      <Empty title="Personne ne l’a encore ouvert">Vous verrez ici qui l’ouvre ou le télécharge, et quand.</Empty>
    ) : (
      <Rows>
        {props.openings.map(({ at, by, way, number }) => (
          <Row
            icon={way === 'link' ? 'link' : 'person'}
            title={by.name}
            detail={`${way === 'link' ? 'Par un lien' : 'Membre'} · version ${number}`}
            end={<When date={at} kind="datetime" />}
          />
        ))}
      </Rows>
    )}
    <Pager next={props.next} />
  </Page>
);

import { ButtonLink, Button, Form, Notice, Panel, Section, Toolbar } from '../../web/components/index.ts';
import { formatSize, plural } from '../../web/format.ts';
import { type Chrome, Page } from '../../web/layout.tsx';
import type { FolderToCopy } from './folder-copy.ts';
import { isUnderWay } from './service.ts';
import { CopiesTable } from './views.tsx';

/** What will be in it, before it is asked for; what was asked for, under it. */
export const FolderCopyPage = (props: FolderToCopy & { chrome: Chrome; id: string; now: Date; done: boolean }) => {
  const { folder, copies, now } = props;
  const address = `/documents/dossiers/${folder.id}`;
  const isAsked = copies.some((copy) => isUnderWay(copy, now));
  return (
    <Page
      title={`Télécharger « ${folder.name} »`}
      chrome={props.chrome}
      breadcrumb={[
        { href: '/documents', label: 'Documents' },
        { href: address, label: folder.name },
      ]}
      lead="Tous ses fichiers et ceux des dossiers qu’il contient, dans leur version du moment."
      scripts={['once']}
    >
      {props.done && (
        <Notice tone="success" title="Le dossier se prépare">
          <p>
            Vous recevrez un courriel quand il sera prêt : quelques minutes en général. Vous pouvez quitter la page.
          </p>
        </Notice>
      )}
      <Panel>
        <p>
          {plural(props.files, 'fichier')}, {formatSize(props.bytes)}. Au-delà de 64 Mo, il est réparti en plusieurs
          fichiers ZIP, qui s’ouvrent chacun seul.
        </p>
        {isAsked ? (
          <p>Il est en préparation.</p>
        ) : (
          <Form action={`${address}/zip`}>
            <input type="hidden" name="id" value={props.id} />
            <Toolbar>
              {props.files > 0 && <Button icon="download">Préparer le dossier</Button>}
              <ButtonLink href={address} tone="quiet">
                Revenir au dossier
              </ButtonLink>
            </Toolbar>
          </Form>
        )}
      </Panel>
      {copies.length > 0 && (
        <Section title="Copies déjà demandées" id="copies">
          <CopiesTable copies={copies} path={`${address}/zip`} now={now} />
        </Section>
      )}
    </Page>
  );
};

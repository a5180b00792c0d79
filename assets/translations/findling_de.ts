<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en_GB">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About Findling</source>
            <translation>Über Findling</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>Version {version}</translation>
        </message>
        <message>
            <source>A librarian for photos, clips, recordings and PDFs.</source>
            <translation>Ein Bibliothekar für Fotos, Videos, Aufnahmen und PDFs.</translation>
        </message>
        <message>
            <source>Findling itself is free under the MIT licence. It is made with these, each under its own:</source>
            <translation>Findling selbst ist frei unter der MIT-Lizenz. Es ist hiermit gemacht, jedes unter seiner eigenen:</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Eintrag</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>Hilfe</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen…</translation>
        </message>
        <message>
            <source>Close window</source>
            <translation>Fenster schließen</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Copy picture</source>
            <translation>Bild kopieren</translation>
        </message>
        <message>
            <source>Choose all</source>
            <translation>Alles auswählen</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Side bar</source>
            <translation>Seitenleiste</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>Squares</source>
            <translation>Quadrate</translation>
        </message>
        <message>
            <source>Larger</source>
            <translation>Größer</translation>
        </message>
        <message>
            <source>Smaller</source>
            <translation>Kleiner</translation>
        </message>
        <message>
            <source>Usual size</source>
            <translation>Normale Größe</translation>
        </message>
        <message>
            <source>Quick look</source>
            <translation>Schnellansicht</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open with</source>
            <translation>Öffnen mit</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>Ähnliches suchen</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Move to trash…</source>
            <translation>In den Papierkorb…</translation>
        </message>
        <message>
            <source>Keyboard short-cuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>About Findling</source>
            <translation>Über Findling</translation>
        </message>
        <message>
            <source>Copy paths</source>
            <translation>Pfade kopieren</translation>
        </message>
        <message>
            <source>Undo: {deed}</source>
            <translation>Rückgängig: {deed}</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
    </context>
    <context>
        <name>Cell</name>
        <message>
            <source>{count} copies</source>
            <translation>{count} Kopien</translation>
        </message>
        <message>
            <source>p. {page}</source>
            <translation>S. {page}</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 Seite</translation>
        </message>
        <message>
            <source>{count} pages</source>
            <translation>{count} Seiten</translation>
        </message>
    </context>
    <context>
        <name>Chip</name>
        <message>
            <source>Remove {name}</source>
            <translation>{name} entfernen</translation>
        </message>
    </context>
    <context>
        <name>Choice</name>
        <message>
            <source>These are more than {most} files.</source>
            <translation>Das sind mehr als {most} Dateien.</translation>
        </message>
        <message>
            <source>Choose fewer at once.</source>
            <translation>Weniger auf einmal auswählen.</translation>
        </message>
        <message>
            <source>Google Gemini</source>
            <translation>Google Gemini</translation>
        </message>
        <message>
            <source>Finds anything you can describe, in photos, clips, recordings and documents alike. Needs a key; small copies are sent to Google.</source>
            <translation>Findet alles, was sich beschreiben lässt, in Fotos, Videos, Aufnahmen und Dokumenten. Braucht einen Schlüssel; kleine Kopien gehen an Google.</translation>
        </message>
        <message>
            <source>Google Cloud</source>
            <translation>Google Cloud</translation>
        </message>
        <message>
            <source>The same, through a project of your own on Google Cloud. Small copies are sent to Google.</source>
            <translation>Dasselbe über ein eigenes Projekt bei Google Cloud. Kleine Kopien gehen an Google.</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>Auf diesem Computer</translation>
        </message>
        <message>
            <source>No account, nothing leaves it. Knows about a thousand kinds of things, text in 16 languages.</source>
            <translation>Kein Konto, nichts verlässt ihn. Kennt rund tausend Arten von Dingen und Texte in 16 Sprachen.</translation>
        </message>
        <message>
            <source>free</source>
            <translation>kostenlos</translation>
        </message>
        <message>
            <source>Small copies go to Google</source>
            <translation>Kleine Kopien gehen an Google</translation>
        </message>
        <message>
            <source>Nothing leaves this computer</source>
            <translation>Nichts verlässt diesen Computer</translation>
        </message>
        <message>
            <source>about {price} per 1,000 photos</source>
            <translation>etwa {price} je 1000 Fotos</translation>
        </message>
    </context>
    <context>
        <name>Closer</name>
        <message>
            <source>{name} is not there at the moment.</source>
            <translation>{name} ist gerade nicht da.</translation>
        </message>
        <message>
            <source>Connect the drive it is on, or wait for the next look.</source>
            <translation>Das Laufwerk anschließen, auf dem es liegt, oder auf das nächste Durchsehen warten.</translation>
        </message>
        <message>
            <source>It cannot be played any further.</source>
            <translation>Weiter lässt es sich nicht abspielen.</translation>
        </message>
        <message>
            <source>It may be damaged here; go on from a later place.</source>
            <translation>Vielleicht ist es hier beschädigt; an einer späteren Stelle weitermachen.</translation>
        </message>
        <message>
            <source>{name} is there already, and nothing is written over it.</source>
            <translation>{name} gibt es schon und wird nicht überschrieben.</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>Einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>{name} cannot be used: {reason}.</source>
            <translation>{name} ist nicht brauchbar: {reason}.</translation>
        </message>
        <message>
            <source>Choose another folder, or make room and try again.</source>
            <translation>Einen anderen Ordner wählen oder Platz schaffen und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>page {page} of {count}</source>
            <translation>Seite {page} von {count}</translation>
        </message>
        <message>
            <source>{percent} %</source>
            <translation>{percent} %</translation>
        </message>
        <message>
            <source>Part: {start} to {end}</source>
            <translation>Abschnitt: {start} bis {end}</translation>
        </message>
        <message>
            <source>Matches at {places}</source>
            <translation>Treffer bei {places}</translation>
        </message>
    </context>
    <context>
        <name>CloserDesk</name>
        <message>
            <source>Saved as {name}</source>
            <translation>Gespeichert als {name}</translation>
        </message>
    </context>
    <context>
        <name>CloudPane</name>
        <message>
            <source>Project</source>
            <translation>Projekt</translation>
        </message>
        <message>
            <source>as in the Google Cloud console</source>
            <translation>wie in der Google-Cloud-Konsole</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>Standort</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>Findling signs in with what Google’s own tools have set up here (gcloud auth application-default login).</source>
            <translation>Findling meldet sich mit dem an, was Googles eigene Werkzeuge hier eingerichtet haben (gcloud auth application-default login).</translation>
        </message>
    </context>
    <context>
        <name>Controls</name>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Match before</source>
            <translation>Voriger Treffer</translation>
        </message>
        <message>
            <source>Next match</source>
            <translation>Nächster Treffer</translation>
        </message>
        <message>
            <source>Mute</source>
            <translation>Stumm</translation>
        </message>
        <message>
            <source>Loudness</source>
            <translation>Lautstärke</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Speed {speed}</source>
            <translation>Tempo {speed}</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Sound on</source>
            <translation>Ton an</translation>
        </message>
    </context>
    <context>
        <name>Coverage</name>
        <message>
            <source>{count} ready</source>
            <translation>{count} fertig</translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} ausstehend</translation>
        </message>
        <message>
            <source>{count} could not be read</source>
            <translation>{count} nicht lesbar</translation>
        </message>
    </context>
    <context>
        <name>DateScrubber</name>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>No confident match. These come closest.</source>
            <translation>Kein sicherer Treffer. Diese kommen am nächsten.</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>Other words, or fewer of them, may find it.</source>
            <translation>Andere oder weniger Wörter helfen vielleicht.</translation>
        </message>
        <message>
            <source>Nothing to see yet</source>
            <translation>Noch nichts zu sehen</translation>
        </message>
        <message>
            <source>Findling is looking through your folders.</source>
            <translation>Findling sieht die Ordner durch.</translation>
        </message>
        <message>
            <source>Nothing here</source>
            <translation>Hier ist nichts</translation>
        </message>
        <message>
            <source>Photos, clips, recordings and PDFs in your folders appear here.</source>
            <translation>Hier erscheinen Fotos, Videos, Aufnahmen und PDFs aus den Ordnern.</translation>
        </message>
        <message>
            <source>1 item</source>
            <translation>1 Eintrag</translation>
        </message>
        <message>
            <source>{count} items</source>
            <translation>{count} Einträge</translation>
        </message>
        <message>
            <source>{found} of {total}</source>
            <translation>{found} von {total}</translation>
        </message>
    </context>
    <context>
        <name>DetailsPane</name>
        <message>
            <source>Choose something to see more about it.</source>
            <translation>Etwas auswählen, um mehr darüber zu sehen.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Find similar</source>
            <translation>Ähnliches suchen</translation>
        </message>
    </context>
    <context>
        <name>DropPanel</name>
        <message>
            <source>Drop to find what is like it</source>
            <translation>Hier ablegen, um Ähnliches zu suchen</translation>
        </message>
        <message>
            <source>A folder is added to the library.</source>
            <translation>Ein Ordner kommt in die Bibliothek.</translation>
        </message>
    </context>
    <context>
        <name>EffortPage</name>
        <message>
            <source>Reading</source>
            <translation>Einlesen</translation>
        </message>
        <message>
            <source>New files are read in the background, and can be found by name at once.</source>
            <translation>Neue Dateien werden im Hintergrund eingelesen und sind nach Namen sofort zu finden.</translation>
        </message>
        <message>
            <source>&amp;Quiet while this computer runs on its battery</source>
            <translation>&amp;Leise, solange dieser Computer auf Akku läuft</translation>
        </message>
        <message>
            <source>automatic</source>
            <translation>automatisch</translation>
        </message>
        <message>
            <source>Files read at the same time</source>
            <translation>Gleichzeitig gelesene Dateien</translation>
        </message>
    </context>
    <context>
        <name>EstimateDialog</name>
        <message>
            <source>What reading these files costs</source>
            <translation>Was das Einlesen dieser Dateien kostet</translation>
        </message>
        <message>
            <source>&amp;Send and read</source>
            <translation>&amp;Senden und einlesen</translation>
        </message>
        <message>
            <source>&amp;Not now</source>
            <translation>N&amp;icht jetzt</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>Zusammen</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>Teile</translation>
        </message>
        <message>
            <source>Price</source>
            <translation>Preis</translation>
        </message>
        <message>
            <source>1 file waits to be read by Google</source>
            <translation>1 Datei wartet darauf, von Google gelesen zu werden</translation>
        </message>
        <message>
            <source>{count} files wait to be read by Google</source>
            <translation>{count} Dateien warten darauf, von Google gelesen zu werden</translation>
        </message>
        <message>
            <source>Small copies are sent: photos and pages as small pictures, clips and recordings in short pieces, the words of pages. Never the files themselves. Nothing has been sent yet.</source>
            <translation>Gesendet werden kleine Kopien: Fotos und Seiten als kleine Bilder, Videos und Aufnahmen in kurzen Stücken, die Wörter der Seiten. Nie die Dateien selbst. Noch ist nichts gesendet.</translation>
        </message>
        <message>
            <source>It takes {time} at the rate that is allowed.</source>
            <translation>Es dauert {time} bei dem erlaubten Tempo.</translation>
        </message>
        <message>
            <source>Left of this month’s limit of {limit}: {left}.</source>
            <translation>Übrig von der Monatsgrenze von {limit}: {left}.</translation>
        </message>
        <message>
            <source>1 more file has not been looked at yet and is not counted here.</source>
            <translation>1 weitere Datei wurde noch nicht angesehen und ist hier nicht mitgezählt.</translation>
        </message>
        <message>
            <source>{count} more files have not been looked at yet and are not counted here.</source>
            <translation>{count} weitere Dateien wurden noch nicht angesehen und sind hier nicht mitgezählt.</translation>
        </message>
        <message>
            <source>Google’s prices as of {day}.</source>
            <translation>Googles Preise vom {day}.</translation>
        </message>
        <message>
            <source>Send &amp;new files without asking</source>
            <translation>&amp;Neue Dateien ohne Rückfrage senden</translation>
        </message>
        <message>
            <source>Send &amp;new files without asking, up to {limit} a month</source>
            <translation>&amp;Neue Dateien ohne Rückfrage senden, bis {limit} im Monat</translation>
        </message>
        <message>
            <source>As a &amp;batch: half the price ({price}), answered within a day</source>
            <translation>Als Sta&amp;pel: halber Preis ({price}), Antwort binnen eines Tages</translation>
        </message>
        <message>
            <source>At most {price} will be spent.</source>
            <translation>Höchstens {price} werden ausgegeben.</translation>
        </message>
        <message>
            <source>This month’s limit is used up. Raise it in the settings, or wait for the next month.</source>
            <translation>Die Grenze für diesen Monat ist ausgeschöpft. In den Einstellungen erhöhen oder auf den nächsten Monat warten.</translation>
        </message>
        <message>
            <source>That is more than this month’s limit still allows: files are read for {left}, the others wait.</source>
            <translation>Das ist mehr, als die Monatsgrenze noch erlaubt: Für {left} werden Dateien eingelesen, die übrigen warten.</translation>
        </message>
    </context>
    <context>
        <name>FactTable</name>
        <message>
            <source>Copy path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>{place}, show on a map</source>
            <translation>{place}, auf einer Karte zeigen</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Artist</source>
            <translation>Interpret</translation>
        </message>
        <message>
            <source>Album</source>
            <translation>Album</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Autor</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>Länge</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Shows</source>
            <translation>Zeigt</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>Also in</source>
            <translation>Auch in</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>Verfasst</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>Aufgenommen</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 Seite</translation>
        </message>
        <message>
            <source>{count} pages</source>
            <translation>{count} Seiten</translation>
        </message>
        <message>
            <source>{length}, with sound</source>
            <translation>{length}, mit Ton</translation>
        </message>
        <message>
            <source>{length}, without sound</source>
            <translation>{length}, ohne Ton</translation>
        </message>
    </context>
    <context>
        <name>FailuresList</name>
        <message>
            <source>and 1 more</source>
            <translation>und 1 weitere</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>und {count} weitere</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Show {name} in its folder</source>
            <translation>{name} im Ordner zeigen</translation>
        </message>
    </context>
    <context>
        <name>FileDesk</name>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Take the ending “{before}” away?</source>
            <translation>Die Endung „{before}“ weglassen?</translation>
        </message>
        <message>
            <source>Add the ending “{after}”?</source>
            <translation>Die Endung „{after}“ hinzufügen?</translation>
        </message>
        <message>
            <source>Change the ending from “{before}” to “{after}”?</source>
            <translation>Die Endung von „{before}“ in „{after}“ ändern?</translation>
        </message>
        <message>
            <source>Another ending</source>
            <translation>Andere Endung</translation>
        </message>
        <message>
            <source>What is in the file stays the same. Findling and other programs may not show it any more.</source>
            <translation>Was in der Datei ist, bleibt gleich. Findling und andere Programme zeigen sie dann vielleicht nicht mehr.</translation>
        </message>
        <message>
            <source>Change ending</source>
            <translation>Endung ändern</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Move “{name}” to the trash?</source>
            <translation>„{name}“ in den Papierkorb legen?</translation>
        </message>
        <message>
            <source>Move {count} files to the trash?</source>
            <translation>{count} Dateien in den Papierkorb legen?</translation>
        </message>
        <message>
            <source>Only what is shown is moved: 1 other copy stays where it is.</source>
            <translation>Nur was gezeigt wird, kommt hinein: 1 weitere Kopie bleibt, wo sie ist.</translation>
        </message>
        <message>
            <source>Only what is shown is moved: {count} other copies stay where they are.</source>
            <translation>Nur was gezeigt wird, kommt hinein: {count} weitere Kopien bleiben, wo sie sind.</translation>
        </message>
        <message>
            <source>and {count} more</source>
            <translation>und {count} weitere</translation>
        </message>
        <message>
            <source>Moved {name} to the trash</source>
            <translation>{name} in den Papierkorb gelegt</translation>
        </message>
        <message>
            <source>Moved {count} files to the trash</source>
            <translation>{count} Dateien in den Papierkorb gelegt</translation>
        </message>
        <message>
            <source>Named {name} again</source>
            <translation>Wieder {name} genannt</translation>
        </message>
        <message>
            <source>Brought {name} back</source>
            <translation>{name} zurückgeholt</translation>
        </message>
        <message>
            <source>Brought {count} files back</source>
            <translation>{count} Dateien zurückgeholt</translation>
        </message>
        <message>
            <source>rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>move to trash</source>
            <translation>In den Papierkorb legen</translation>
        </message>
    </context>
    <context>
        <name>FirstFolders</name>
        <message>
            <source>What should Findling look through?</source>
            <translation>Was soll Findling durchsehen?</translation>
        </message>
        <message>
            <source>Your files stay where they are, unchanged. You can add or remove folders at any time.</source>
            <translation>Die Dateien bleiben unverändert, wo sie sind. Ordner lassen sich jederzeit hinzufügen oder entfernen.</translation>
        </message>
        <message>
            <source>Another folder…</source>
            <translation>Anderer Ordner…</translation>
        </message>
        <message>
            <source>or drop it here</source>
            <translation>oder hier ablegen</translation>
        </message>
        <message>
            <source>nothing that Findling reads</source>
            <translation>nichts, was Findling liest</translation>
        </message>
        <message>
            <source>{counted}, still counting</source>
            <translation>{counted}, wird noch gezählt</translation>
        </message>
    </context>
    <context>
        <name>FirstRun</name>
        <message>
            <source>&amp;Back</source>
            <translation>&amp;Zurück</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Nicht jetzt</translation>
        </message>
        <message>
            <source>Step {number} of {count}</source>
            <translation>Schritt {number} von {count}</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Loslegen</translation>
        </message>
        <message>
            <source>Open my library</source>
            <translation>Bibliothek öffnen</translation>
        </message>
    </context>
    <context>
        <name>FirstSight</name>
        <message>
            <source>Here they come</source>
            <translation>Da kommen sie</translation>
        </message>
        <message>
            <source>You need not wait: what is read can be found at once, everything else by its name.</source>
            <translation>Warten ist nicht nötig: Was eingelesen ist, ist sofort zu finden, alles andere nach Namen.</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
    </context>
    <context>
        <name>FirstWays</name>
        <message>
            <source>How should it understand them?</source>
            <translation>Wie soll Findling sie verstehen?</translation>
        </message>
        <message>
            <source>You can change this at any time; what was read stays.</source>
            <translation>Das lässt sich jederzeit ändern; was eingelesen ist, bleibt.</translation>
        </message>
        <message>
            <source>What leaves this computer</source>
            <translation>Was diesen Computer verlässt</translation>
        </message>
        <message>
            <source>What it costs</source>
            <translation>Was es kostet</translation>
        </message>
        <message>
            <source>Nothing. Everything is read, and searched, on this computer.</source>
            <translation>Nichts. Alles wird auf diesem Computer eingelesen und gesucht.</translation>
        </message>
        <message>
            <source>Nothing.</source>
            <translation>Nichts.</translation>
        </message>
        <message>
            <source>It goes to: {whom}</source>
            <translation>Es geht an: {whom}</translation>
        </message>
        <message>
            <source>Before anything is sent you see the exact price, and nothing is sent until you agree.</source>
            <translation>Bevor etwas gesendet wird, ist der genaue Preis zu sehen, und ohne Zustimmung wird nichts gesendet.</translation>
        </message>
        <message>
            <source>{price} for {photos}.</source>
            <translation>{price} für {photos}.</translation>
        </message>
        <message>
            <source>Clips, recordings and documents cost by their length.</source>
            <translation>Videos, Aufnahmen und Dokumente kosten nach ihrer Länge.</translation>
        </message>
    </context>
    <context>
        <name>FolderRow</name>
        <message>
            <source>Keep on this computer only</source>
            <translation>Nur auf diesem Computer behalten</translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>1 Datei</translation>
        </message>
        <message>
            <source>{count} files</source>
            <translation>{count} Dateien</translation>
        </message>
        <message>
            <source>Remove {name}</source>
            <translation>{name} entfernen</translation>
        </message>
        <message>
            <source>Remove from Findling</source>
            <translation>Aus Findling entfernen</translation>
        </message>
    </context>
    <context>
        <name>FoldersPage</name>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Your files stay where they are, unchanged.</source>
            <translation>Die Dateien bleiben unverändert, wo sie sind.</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Names to pass over</source>
            <translation>Ausgelassene Namen</translation>
        </message>
        <message>
            <source>One a line, for files and folders; * stands for anything.</source>
            <translation>Je Zeile einer, für Dateien und Ordner; * steht für alles.</translation>
        </message>
        <message>
            <source>Back to the usual names</source>
            <translation>Zurück zu den üblichen Namen</translation>
        </message>
    </context>
    <context>
        <name>GeneralPage</name>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Show &amp;names under photos</source>
            <translation>&amp;Namen unter Fotos zeigen</translation>
        </message>
        <message>
            <source>&amp;Tell me when a long reading has ended or needs a decision</source>
            <translation>&amp;Melden, wenn langes Einlesen fertig ist oder eine Entscheidung braucht</translation>
        </message>
        <message>
            <source>Another language is spoken from the next start on.</source>
            <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Notices</source>
            <translation>Meldungen</translation>
        </message>
        <message>
            <source>With a sign in the system’s tray, from where Findling can be paused.</source>
            <translation>Mit einem Zeichen im Infobereich des Systems, über das sich Findling anhalten lässt.</translation>
        </message>
        <message>
            <source>This system has no tray in which Findling could speak up.</source>
            <translation>Dieses System hat keinen Infobereich, in dem sich Findling melden könnte.</translation>
        </message>
        <message>
            <source>Short-cut from everywhere</source>
            <translation>Tastenkürzel von überall</translation>
        </message>
        <message>
            <source>Give “findling” a key in the system’s own keyboard settings: a second start brings this window to the front.</source>
            <translation>In den Tastatureinstellungen des Systems „findling“ eine Taste geben: Ein zweiter Start holt dieses Fenster nach vorn.</translation>
        </message>
    </context>
    <context>
        <name>GridCanvas</name>
        <message>
            <source>Results</source>
            <translation>Ergebnisse</translation>
        </message>
    </context>
    <context>
        <name>HandDesk</name>
        <message>
            <source>The picture was copied</source>
            <translation>Das Bild wurde kopiert</translation>
        </message>
        <message>
            <source>Looking for programs…</source>
            <translation>Programme werden gesucht…</translation>
        </message>
        <message>
            <source>Other program…</source>
            <translation>Anderes Programm…</translation>
        </message>
        <message>
            <source>Open with</source>
            <translation>Öffnen mit</translation>
        </message>
        <message>
            <source>There is no picture of it yet.</source>
            <translation>Davon gibt es noch kein Bild.</translation>
        </message>
        <message>
            <source>Wait until it has been read.</source>
            <translation>Warten, bis es eingelesen ist.</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Among the pictures</source>
            <translation>Zwischen den Bildern</translation>
        </message>
        <message>
            <source>Go to another</source>
            <translation>Zu einem anderen gehen</translation>
        </message>
        <message>
            <source>Choose several</source>
            <translation>Mehrere auswählen</translation>
        </message>
        <message>
            <source>Shift + ← → ↑ ↓</source>
            <translation>Umschalt + ← → ↑ ↓</translation>
        </message>
        <message>
            <source>First, last</source>
            <translation>Erstes, letztes</translation>
        </message>
        <message>
            <source>Home, End</source>
            <translation>Pos1, Ende</translation>
        </message>
        <message>
            <source>Back to everything</source>
            <translation>Zurück zu allem</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>ItemDesk</name>
        <message>
            <source>No program for {name} was found.</source>
            <translation>Für {name} wurde kein Programm gefunden.</translation>
        </message>
    </context>
    <context>
        <name>KeyPane</name>
        <message>
            <source>API key</source>
            <translation>API-Schlüssel</translation>
        </message>
        <message>
            <source>Paste a key</source>
            <translation>Schlüssel einfügen</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>&amp;Replace…</source>
            <translation>&amp;Ersetzen…</translation>
        </message>
        <message>
            <source>&amp;Delete…</source>
            <translation>&amp;Löschen…</translation>
        </message>
        <message>
            <source>&amp;Get a key</source>
            <translation>&amp;Schlüssel holen</translation>
        </message>
        <message>
            <source>It goes into the keychain of this system and is never shown again. No file of Findling’s holds it.</source>
            <translation>Er kommt in den Schlüsselbund dieses Systems und wird nie wieder gezeigt. Keine Datei von Findling enthält ihn.</translation>
        </message>
        <message>
            <source>No file of Findling’s holds it.</source>
            <translation>Keine Datei von Findling enthält ihn.</translation>
        </message>
        <message>
            <source>It is set outside Findling; replace or remove it where it is set.</source>
            <translation>Er ist außerhalb von Findling gesetzt; ersetzen oder entfernen lässt er sich nur dort.</translation>
        </message>
    </context>
    <context>
        <name>LimitsPane</name>
        <message>
            <source>Spend in a month at most</source>
            <translation>Höchstens ausgeben im Monat</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>keine Grenze</translation>
        </message>
        <message>
            <source>Spend in one run at most</source>
            <translation>Höchstens ausgeben je Durchgang</translation>
        </message>
        <message>
            <source>what I agree to</source>
            <translation>wie vereinbart</translation>
        </message>
        <message>
            <source>as fast as it goes</source>
            <translation>so schnell es geht</translation>
        </message>
        <message>
            <source>Pieces sent in a minute at most</source>
            <translation>Höchstens gesendete Teile je Minute</translation>
        </message>
        <message>
            <source>Send &amp;new files without asking, up to the month’s limit</source>
            <translation>&amp;Neue Dateien ohne Rückfrage senden, bis zur Monatsgrenze</translation>
        </message>
        <message>
            <source>Where it can wait: half the &amp;price, answered within a day</source>
            <translation>Wo es warten kann: halber &amp;Preis, Antwort binnen eines Tages</translation>
        </message>
        <message>
            <source>Spent this month: {month}. In all: {total}.</source>
            <translation>Ausgegeben in diesem Monat: {month}. Insgesamt: {total}.</translation>
        </message>
    </context>
    <context>
        <name>LookBar</name>
        <message>
            <source>Item before</source>
            <translation>Voriger Eintrag</translation>
        </message>
        <message>
            <source>Next item</source>
            <translation>Nächster Eintrag</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>{place} of {count}</source>
            <translation>{place} von {count}</translation>
        </message>
        <message>
            <source>Leave full screen</source>
            <translation>Vollbild verlassen</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Side bar</source>
            <translation>Seitenleiste</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Details</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>Keep on this computer only</source>
            <translation>Nur auf diesem Computer behalten</translation>
        </message>
        <message>
            <source>Remove from Findling…</source>
            <translation>Aus Findling entfernen…</translation>
        </message>
        <message>
            <source>Remove folder</source>
            <translation>Ordner entfernen</translation>
        </message>
        <message>
            <source>Stop looking through “{name}”?</source>
            <translation>„{name}“ nicht mehr durchsehen?</translation>
        </message>
        <message>
            <source>Your files stay where they are, unchanged. They are no longer found here.</source>
            <translation>Die Dateien bleiben unverändert, wo sie sind. Hier werden sie nicht mehr gefunden.</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Let Google read what is in “{name}”?</source>
            <translation>Google lesen lassen, was in „{name}“ liegt?</translation>
        </message>
        <message>
            <source>So far nothing in it leaves this computer. From then on small copies are sent like those of other folders.</source>
            <translation>Bisher verlässt nichts davon diesen Computer. Danach werden kleine Kopien gesendet wie bei anderen Ordnern.</translation>
        </message>
        <message>
            <source>Let Google read it</source>
            <translation>Google lesen lassen</translation>
        </message>
        <message>
            <source>Delete key</source>
            <translation>Schlüssel löschen</translation>
        </message>
        <message>
            <source>Delete the key from the system’s keychain?</source>
            <translation>Den Schlüssel aus dem Schlüsselbund des Systems löschen?</translation>
        </message>
        <message>
            <source>Without it nothing more can be sent. It stays valid at Google.</source>
            <translation>Ohne ihn kann nichts mehr gesendet werden. Bei Google bleibt er gültig.</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Add folder</source>
            <translation>Ordner hinzufügen</translation>
        </message>
    </context>
    <context>
        <name>MenuButton</name>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
    </context>
    <context>
        <name>Notices</name>
        <message>
            <source>1 file was looked at.</source>
            <translation>1 Datei wurde angesehen.</translation>
        </message>
        <message>
            <source>{count} files were looked at.</source>
            <translation>{count} Dateien wurden angesehen.</translation>
        </message>
    </context>
    <context>
        <name>NoticesController</name>
        <message>
            <source>Everything is read</source>
            <translation>Alles ist eingelesen</translation>
        </message>
        <message>
            <source>A decision is needed</source>
            <translation>Eine Entscheidung ist nötig</translation>
        </message>
    </context>
    <context>
        <name>Opening</name>
        <message>
            <source>{name} is not there at the moment.</source>
            <translation>{name} ist gerade nicht da.</translation>
        </message>
        <message>
            <source>Connect the drive it is on, or wait for the next look.</source>
            <translation>Das Laufwerk anschließen, auf dem es liegt, oder auf das nächste Durchsehen warten.</translation>
        </message>
        <message>
            <source>{name} could run as a program, so Findling does not open it.</source>
            <translation>{name} könnte als Programm laufen, darum öffnet Findling es nicht.</translation>
        </message>
        <message>
            <source>Use “Show in folder” and look at it there.</source>
            <translation>Mit „Im Ordner zeigen“ dort ansehen.</translation>
        </message>
        <message>
            <source>{name} could not be started.</source>
            <translation>{name} ließ sich nicht starten.</translation>
        </message>
        <message>
            <source>Only folders can be added here.</source>
            <translation>Hier lassen sich nur Ordner hinzufügen.</translation>
        </message>
        <message>
            <source>Drop the folder that the files lie in.</source>
            <translation>Den Ordner ablegen, in dem die Dateien liegen.</translation>
        </message>
    </context>
    <context>
        <name>PageList</name>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Page {page}</source>
            <translation>Seite {page}</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Look closer (Space)</source>
            <translation>Näher ansehen (Leertaste)</translation>
        </message>
        <message>
            <source>Play here</source>
            <translation>Hier abspielen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
    </context>
    <context>
        <name>Price</name>
        <message>
            <source>${amount}</source>
            <translation>{amount} $</translation>
        </message>
        <message>
            <source>under $0.01</source>
            <translation>unter 0,01 $</translation>
        </message>
        <message>
            <source>about {price}</source>
            <translation>etwa {price}</translation>
        </message>
        <message>
            <source>cost {price}</source>
            <translation>Kosten: {price}</translation>
        </message>
        <message>
            <source>{price} so far</source>
            <translation>bisher {price}</translation>
        </message>
        <message>
            <source>1 new file waits to be sent</source>
            <translation>1 neue Datei wartet auf das Senden</translation>
        </message>
        <message>
            <source>{count} new files wait to be sent</source>
            <translation>{count} neue Dateien warten auf das Senden</translation>
        </message>
        <message>
            <source>{files}, {price}</source>
            <translation>{files}, {price}</translation>
        </message>
        <message>
            <source>Saved {price} by recognising copies and moves.</source>
            <translation>{price} gespart, weil Kopien und verschobene Dateien erkannt wurden.</translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message>
            <source>about 1 minute</source>
            <translation>etwa 1 Minute</translation>
        </message>
        <message>
            <source>about {count} minutes</source>
            <translation>etwa {count} Minuten</translation>
        </message>
        <message>
            <source>about {count} hours</source>
            <translation>etwa {count} Stunden</translation>
        </message>
    </context>
    <context>
        <name>ReadingPage</name>
        <message>
            <source>Reading</source>
            <translation>Einlesen</translation>
        </message>
        <message>
            <source>Back to the pictures</source>
            <translation>Zurück zu den Bildern</translation>
        </message>
        <message>
            <source>Back to the pictures (Esc)</source>
            <translation>Zurück zu den Bildern (Esc)</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Quiet for now: this computer runs on its battery.</source>
            <translation>Vorerst leise: Dieser Computer läuft auf Akku.</translation>
        </message>
        <message>
            <source>Review…</source>
            <translation>Ansehen…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Spent this month: {month}. In all: {total}.</source>
            <translation>Ausgegeben in diesem Monat: {month}. Insgesamt: {total}.</translation>
        </message>
        <message>
            <source>What is read</source>
            <translation>Was eingelesen ist</translation>
        </message>
        <message>
            <source>Money</source>
            <translation>Geld</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Now: {place} › {name}</source>
            <translation>Jetzt: {place} › {name}</translation>
        </message>
        <message>
            <source>1 file a minute</source>
            <translation>1 Datei je Minute</translation>
        </message>
        <message>
            <source>{count} files a minute</source>
            <translation>{count} Dateien je Minute</translation>
        </message>
    </context>
    <context>
        <name>RenameLine</name>
        <message>
            <source>New name</source>
            <translation>Neuer Name</translation>
        </message>
    </context>
    <context>
        <name>Results</name>
        <message>
            <source>{count} strong</source>
            <translation>{count} klare</translation>
        </message>
        <message>
            <source>Best matches</source>
            <translation>Beste Treffer</translation>
        </message>
        <message>
            <source>Weaker matches</source>
            <translation>Schwächere Treffer</translation>
        </message>
    </context>
    <context>
        <name>Save</name>
        <message>
            <source>Save part as new file…</source>
            <translation>Abschnitt als Datei speichern…</translation>
        </message>
        <message>
            <source>Save this page as PDF…</source>
            <translation>Diese Seite als PDF speichern…</translation>
        </message>
        <message>
            <source>Save this frame as picture…</source>
            <translation>Dieses Einzelbild speichern…</translation>
        </message>
        <message>
            <source>Save as PNG or JPEG…</source>
            <translation>Als PNG oder JPEG speichern…</translation>
        </message>
        <message>
            <source>page {page}</source>
            <translation>Seite {page}</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
    </context>
    <context>
        <name>Scrubber</name>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
    </context>
    <context>
        <name>SearchBox</name>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Suche leeren</translation>
        </message>
        <message>
            <source>Clear (Esc)</source>
            <translation>Leeren (Esc)</translation>
        </message>
        <message>
            <source>Add words</source>
            <translation>Wörter hinzufügen</translation>
        </message>
        <message>
            <source>Type, drop or paste anything</source>
            <translation>Tippen, ablegen oder einfügen</translation>
        </message>
    </context>
    <context>
        <name>SendingDesk</name>
        <message>
            <source>Nothing waits to be sent.</source>
            <translation>Nichts wartet auf das Senden.</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Quiet</source>
            <translation>Leise</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>Full speed</source>
            <translation>Volles Tempo</translation>
        </message>
        <message>
            <source>One file at a time, behind everything else you do. Slow, and not heard.</source>
            <translation>Eine Datei nach der anderen, hinter allem anderen. Langsam und nicht zu hören.</translation>
        </message>
        <message>
            <source>A few files at a time, making room for whatever else you do.</source>
            <translation>Einige Dateien zugleich, mit Platz für alles andere.</translation>
        </message>
        <message>
            <source>As fast as this computer can. Other programs may feel it.</source>
            <translation>So schnell dieser Computer kann. Andere Programme merken es vielleicht.</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>ShapeBar</name>
        <message>
            <source>All in squares</source>
            <translation>Alle als Quadrate</translation>
        </message>
        <message>
            <source>Size of the pictures</source>
            <translation>Größe der Bilder</translation>
        </message>
    </context>
    <context>
        <name>ShortCutsDialog</name>
        <message>
            <source>Keyboard short-cuts</source>
            <translation>Tastenkürzel</translation>
        </message>
    </context>
    <context>
        <name>SideBar</name>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>Einstellungen…</translation>
        </message>
        <message>
            <source>Add a folder ({key}), or drop one here</source>
            <translation>Ordner hinzufügen ({key}) oder hier ablegen</translation>
        </message>
        <message>
            <source>Settings ({key})</source>
            <translation>Einstellungen ({key})</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>Bibliothek</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Neueste</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>Einlesen</translation>
        </message>
        <message>
            <source>1 file</source>
            <translation>1 Datei</translation>
        </message>
        <message>
            <source>{count} files</source>
            <translation>{count} Dateien</translation>
        </message>
        <message>
            <source>stays on this computer</source>
            <translation>bleibt auf diesem Computer</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>All about reading</source>
            <translation>Alles über das Einlesen</translation>
        </message>
        <message>
            <source>Opening the library</source>
            <translation>Die Bibliothek wird geöffnet</translation>
        </message>
        <message>
            <source>How files are understood</source>
            <translation>Wie Dateien verstanden werden</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Review…</source>
            <translation>Ansehen…</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation>Ändern…</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Show in folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
        <message>
            <source>Saved as {name}</source>
            <translation>Gespeichert als {name}</translation>
        </message>
    </context>
    <context>
        <name>Told</name>
        <message>
            <source>The library cannot be made at {root}: {strerror}.</source>
            <translation>Die Bibliothek kann unter {root} nicht angelegt werden: {strerror}.</translation>
        </message>
        <message>
            <source>Choose another place with --library DIR or FINDLING_LIBRARY.</source>
            <translation>Mit --library ORDNER oder FINDLING_LIBRARY einen anderen Ort wählen.</translation>
        </message>
        <message>
            <source>The settings in {path} cannot be used: {what} is not as it should be.</source>
            <translation>Die Einstellungen in {path} sind nicht brauchbar: {what} ist nicht, wie es sein soll.</translation>
        </message>
        <message>
            <source>Correct the file, or go back to the defaults: findling doctor --repair</source>
            <translation>Die Datei berichtigen oder zu den Vorgaben zurückkehren: findling doctor --repair</translation>
        </message>
        <message>
            <source>The settings in {path} cannot be read.</source>
            <translation>Die Einstellungen in {path} können nicht gelesen werden.</translation>
        </message>
        <message>
            <source>There is no folder at {path}.</source>
            <translation>Unter {path} gibt es keinen Ordner.</translation>
        </message>
        <message>
            <source>Check the spelling, or connect the drive it is on.</source>
            <translation>Die Schreibweise prüfen oder das Laufwerk anschließen.</translation>
        </message>
        <message>
            <source>{path} is kept on this computer only, but the folder around it, {path2}, is not: without the mark its files would be sent.</source>
            <translation>{path} bleibt nur auf diesem Computer, der Ordner darum, {path2}, aber nicht: Ohne die Markierung würden seine Dateien gesendet.</translation>
        </message>
        <message>
            <source>Take the mark off first if that is what you want.</source>
            <translation>Wenn das gewünscht ist, zuerst die Markierung entfernen.</translation>
        </message>
        <message>
            <source>{path} is not a watched folder.</source>
            <translation>{path} ist kein beobachteter Ordner.</translation>
        </message>
        <message>
            <source>See the watched ones with: findling folders list.</source>
            <translation>Die beobachteten Ordner zeigt: findling folders list.</translation>
        </message>
        <message>
            <source>What was agreed to is spent.</source>
            <translation>Der vereinbarte Betrag ist ausgegeben.</translation>
        </message>
        <message>
            <source>Look at the new estimate and agree to it, or leave the rest unread.</source>
            <translation>Die neue Schätzung ansehen und ihr zustimmen oder den Rest ungelesen lassen.</translation>
        </message>
        <message>
            <source>This month's limit of ${month_cap} is reached.</source>
            <translation>Die Grenze von ${month_cap} für diesen Monat ist erreicht.</translation>
        </message>
        <message>
            <source>Raise it in the settings, or wait for the next month. What was read stays findable.</source>
            <translation>In den Einstellungen erhöhen oder auf den nächsten Monat warten. Was eingelesen ist, bleibt auffindbar.</translation>
        </message>
        <message>
            <source>The limit of ${run_cap} for one run is reached.</source>
            <translation>Die Grenze von ${run_cap} für einen Durchgang ist erreicht.</translation>
        </message>
        <message>
            <source>Raise it in the settings, or start another run.</source>
            <translation>In den Einstellungen erhöhen oder einen weiteren Durchgang beginnen.</translation>
        </message>
        <message>
            <source>The library cannot be written: {strerror}.</source>
            <translation>In die Bibliothek kann nicht geschrieben werden: {strerror}.</translation>
        </message>
        <message>
            <source>“{name}” stays on this computer, because its folder is kept on this computer only: it is compared only with what was understood here.</source>
            <translation>„{name}“ bleibt auf diesem Computer, weil sein Ordner nur hier behalten wird: Verglichen wird nur mit dem, was hier verstanden wurde.</translation>
        </message>
        <message>
            <source>Findling is closing</source>
            <translation>Findling wird gerade beendet</translation>
        </message>
        <message>
            <source>Ask again.</source>
            <translation>Noch einmal fragen.</translation>
        </message>
        <message>
            <source>Give a photo, clip, recording or PDF.</source>
            <translation>Ein Foto, ein Video, eine Aufnahme oder ein PDF angeben.</translation>
        </message>
        <message>
            <source>it is no kind of media that Findling knows</source>
            <translation>Findling kennt diese Art von Datei nicht</translation>
        </message>
        <message>
            <source>there is no such file</source>
            <translation>die Datei gibt es nicht</translation>
        </message>
        <message>
            <source>Check the name.</source>
            <translation>Den Namen prüfen.</translation>
        </message>
        <message>
            <source>nothing in it can be compared</source>
            <translation>nichts darin lässt sich vergleichen</translation>
        </message>
        <message>
            <source>Try another file.</source>
            <translation>Eine andere Datei versuchen.</translation>
        </message>
        <message>
            <source>{path} cannot be used as an example: {reason}.</source>
            <translation>{path} taugt nicht als Beispiel: {reason}.</translation>
        </message>
        <message>
            <source>What was given as an example is not in the library any more.</source>
            <translation>Was als Beispiel angegeben war, ist nicht mehr in der Bibliothek.</translation>
        </message>
        <message>
            <source>Take it out of the question.</source>
            <translation>Es aus der Frage entfernen.</translation>
        </message>
        <message>
            <source>A reader answered with something that makes no sense.</source>
            <translation>Beim Einlesen kam etwas Unverständliches heraus.</translation>
        </message>
        <message>
            <source>Try the file again; if it happens again, leave it out of the library.</source>
            <translation>Die Datei noch einmal versuchen; geschieht es wieder, aus der Bibliothek weglassen.</translation>
        </message>
        <message>
            <source>it would become larger than what it is taken from</source>
            <translation>sie würde größer als das, woraus sie entsteht</translation>
        </message>
        <message>
            <source>Nothing can be sent to “{provider}”.</source>
            <translation>An „{provider}“ kann nichts gesendet werden.</translation>
        </message>
        <message>
            <source>Choose another provider in the settings.</source>
            <translation>In den Einstellungen einen anderen Anbieter wählen.</translation>
        </message>
        <message>
            <source>it is neither picture, sound nor document</source>
            <translation>sie ist weder Bild noch Ton noch Dokument</translation>
        </message>
        <message>
            <source>The disk that holds the library at {where} is full.</source>
            <translation>Der Datenträger mit der Bibliothek unter {where} ist voll.</translation>
        </message>
        <message>
            <source>Free some space; the work then goes on where it stopped.</source>
            <translation>Platz schaffen; dann geht es weiter, wo es stehen blieb.</translation>
        </message>
        <message>
            <source>The library file {path} is damaged.</source>
            <translation>Die Bibliotheksdatei {path} ist beschädigt.</translation>
        </message>
        <message>
            <source>Put a backup in its place, or move it away: your files are untouched, and the library is built anew from them.</source>
            <translation>Eine Sicherung an ihre Stelle legen oder sie beiseite schieben: Die eigenen Dateien sind unberührt, die Bibliothek entsteht daraus neu.</translation>
        </message>
        <message>
            <source>Another program keeps the library at {where} locked.</source>
            <translation>Ein anderes Programm hält die Bibliothek unter {where} gesperrt.</translation>
        </message>
        <message>
            <source>Wait a moment and try again, or end the other program.</source>
            <translation>Kurz warten und noch einmal versuchen oder das andere Programm beenden.</translation>
        </message>
        <message>
            <source>Nothing can be written to the library at {where}.</source>
            <translation>In die Bibliothek unter {where} kann nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>Check that the folder belongs to you and is not read-only.</source>
            <translation>Prüfen, ob der Ordner dem eigenen Konto gehört und nicht schreibgeschützt ist.</translation>
        </message>
        <message>
            <source>The library file {path} cannot be read or written ({error}).</source>
            <translation>Die Bibliotheksdatei {path} kann nicht gelesen oder geschrieben werden ({error}).</translation>
        </message>
        <message>
            <source>Check that its disk is connected and healthy.</source>
            <translation>Prüfen, ob der Datenträger angeschlossen und in Ordnung ist.</translation>
        </message>
        <message>
            <source>The question was given up for a newer one.</source>
            <translation>Die Frage wurde für eine neuere aufgegeben.</translation>
        </message>
        <message>
            <source>This library is already being brought up to date by {by}.</source>
            <translation>Diese Bibliothek wird schon auf den neuesten Stand gebracht, von {by}.</translation>
        </message>
        <message>
            <source>Use the window that is open, or end that program and try again.</source>
            <translation>Das offene Fenster verwenden oder jenes Programm beenden und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Nothing can be written to the library at {parent}: {strerror}.</source>
            <translation>In die Bibliothek unter {parent} kann nicht geschrieben werden: {strerror}.</translation>
        </message>
        <message>
            <source>Check that the folder exists and belongs to you, or choose another with --library.</source>
            <translation>Prüfen, ob es den Ordner gibt und er dem eigenen Konto gehört, oder mit --library einen anderen wählen.</translation>
        </message>
        <message>
            <source>There is no library at {root} yet.</source>
            <translation>Unter {root} gibt es noch keine Bibliothek.</translation>
        </message>
        <message>
            <source>Add a folder first: findling folders add PATH.</source>
            <translation>Zuerst einen Ordner hinzufügen: findling folders add PFAD.</translation>
        </message>
        <message>
            <source>The library at {root} was made by an older Findling.</source>
            <translation>Die Bibliothek unter {root} stammt von einem älteren Findling.</translation>
        </message>
        <message>
            <source>Run `findling index` once: it keeps a copy and brings it up to date.</source>
            <translation>Einmal „findling index“ ausführen: Das legt eine Kopie an und bringt sie auf den neuesten Stand.</translation>
        </message>
        <message>
            <source>{path} is not a Findling library.</source>
            <translation>{path} ist keine Bibliothek von Findling.</translation>
        </message>
        <message>
            <source>The library at {parent} was made by a newer Findling.</source>
            <translation>Die Bibliothek unter {parent} stammt von einem neueren Findling.</translation>
        </message>
        <message>
            <source>Update Findling, or choose another library with --library DIR.</source>
            <translation>Findling aktualisieren oder mit --library ORDNER eine andere Bibliothek wählen.</translation>
        </message>
        <message>
            <source>The search index cannot be written to {directory}: {strerror}.</source>
            <translation>Die Suchdaten können nicht nach {directory} geschrieben werden: {strerror}.</translation>
        </message>
        <message>
            <source>Free some space there. Until then search still works, but starts slower.</source>
            <translation>Dort Platz schaffen. Bis dahin geht die Suche, beginnt aber langsamer.</translation>
        </message>
        <message>
            <source>the batch came back without a name</source>
            <translation>der Stapel kam ohne Namen zurück</translation>
        </message>
        <message>
            <source>Google gave no usable answer for it.</source>
            <translation>Google gab dazu keine brauchbare Antwort.</translation>
        </message>
        <message>
            <source>Try it again later.</source>
            <translation>Später noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Google refused it: {words}</source>
            <translation>Google lehnte es ab: {words}</translation>
        </message>
        <message>
            <source>Findling sends it again if the file changes. Names, dates and texts of it are found all the same.</source>
            <translation>Findling sendet es erneut, wenn sich die Datei ändert. Name, Datum und Text werden trotzdem gefunden.</translation>
        </message>
        <message>
            <source>There is a key in the environment variable {variable}.</source>
            <translation>In der Umgebungsvariablen {variable} steht ein Schlüssel.</translation>
        </message>
        <message>
            <source>There is a key in the keychain of this system.</source>
            <translation>Im Schlüsselbund dieses Systems liegt ein Schlüssel.</translation>
        </message>
        <message>
            <source>The keychain of this system did not open, so the API key cannot be read or kept.</source>
            <translation>Der Schlüsselbund dieses Systems ließ sich nicht öffnen, darum kann der API-Schlüssel weder gelesen noch aufbewahrt werden.</translation>
        </message>
        <message>
            <source>Unlock it and try again, or set the environment variable GEMINI_API_KEY instead.</source>
            <translation>Ihn entsperren und noch einmal versuchen oder stattdessen die Umgebungsvariable GEMINI_API_KEY setzen.</translation>
        </message>
        <message>
            <source>This system has no keychain that Findling can use.</source>
            <translation>Dieses System hat keinen Schlüsselbund, den Findling verwenden kann.</translation>
        </message>
        <message>
            <source>Set the environment variable GEMINI_API_KEY instead: no file of Findling’s ever holds the key.</source>
            <translation>Stattdessen die Umgebungsvariable GEMINI_API_KEY setzen: Keine Datei von Findling enthält je den Schlüssel.</translation>
        </message>
        <message>
            <source>This does not look like an API key: it has other characters or another length than one.</source>
            <translation>Das sieht nicht wie ein API-Schlüssel aus: Zeichen oder Länge passen nicht.</translation>
        </message>
        <message>
            <source>Copy the key again, whole and nothing else, from https://aistudio.google.com/apikey.</source>
            <translation>Den Schlüssel noch einmal kopieren, ganz und nichts sonst, von https://aistudio.google.com/apikey.</translation>
        </message>
        <message>
            <source>A part of the built-in model cannot be read: {name}.</source>
            <translation>Ein Teil des eingebauten Modells kann nicht gelesen werden: {name}.</translation>
        </message>
        <message>
            <source>Install Findling again.</source>
            <translation>Findling neu installieren.</translation>
        </message>
        <message>
            <source>Nothing leaves this computer.</source>
            <translation>Nichts verlässt diesen Computer.</translation>
        </message>
        <message>
            <source>It recognises about a thousand kinds of thing in pictures: animals, plants, food, vehicles, tools, furniture. It does not know faces, names or places, cannot read text in pictures or understand spoken words, and compares sounds only by how alike they sound. Questions work in 16 languages.</source>
            <translation>Es erkennt auf Bildern rund tausend Arten von Dingen: Tiere, Pflanzen, Speisen, Fahrzeuge, Werkzeuge, Möbel. Es kennt keine Gesichter, Namen oder Orte, liest keinen Text auf Bildern, versteht keine gesprochenen Wörter und vergleicht Klänge nur danach, wie ähnlich sie klingen. Fragen gehen in 16 Sprachen.</translation>
        </message>
        <message>
            <source>It needs a network connection, also to search by meaning. Clips are looked at about once a second, in small pictures. Google's free tier takes about {free_contents_a_minute} pieces a minute and {free_contents_a_day} a day, and is not offered everywhere.</source>
            <translation>Es braucht eine Netzverbindung, auch für die Suche nach Bedeutung. Videos werden etwa einmal in der Sekunde angesehen, in kleinen Bildern. Googles kostenlose Stufe nimmt etwa {free_contents_a_minute} Teile in der Minute und {free_contents_a_day} am Tag und wird nicht überall angeboten.</translation>
        </message>
        <message>
            <source>Small copies of photos, short clips in small pictures with their sound, recordings, pages as pictures with their text, and what you search for, typed or shown. Never sent: your original files, their names, places and dates, and folders that are kept on this computer only.</source>
            <translation>Kleine Kopien von Fotos, kurze Videostücke in kleinen Bildern mit ihrem Ton, Aufnahmen, Seiten als Bilder mit ihrem Text und wonach gesucht wird, getippt oder gezeigt. Nie gesendet: die Originaldateien, ihre Namen, Orte und Datumsangaben und Ordner, die nur auf diesem Computer bleiben.</translation>
        </message>
        <message>
            <source>Google, through the Gemini API.</source>
            <translation>Google, über die Gemini-API.</translation>
        </message>
        <message>
            <source>By Google's terms for the Gemini API, what is sent on the free tier may be used to improve Google's products, and people may read it; what is sent with billing set up is not used for that.</source>
            <translation>Nach Googles Bedingungen für die Gemini-API darf, was auf der kostenlosen Stufe gesendet wird, zur Verbesserung von Googles Produkten dienen, und Menschen dürfen es lesen; was mit eingerichteter Abrechnung gesendet wird, dient dem nicht.</translation>
        </message>
        <message>
            <source>It needs a project of your own on Google Cloud with billing, an account that is signed in on this computer, and a network connection, also to search by meaning. There are no batches at half the price.</source>
            <translation>Es braucht ein eigenes Projekt bei Google Cloud mit Abrechnung, ein auf diesem Computer angemeldetes Konto und eine Netzverbindung, auch für die Suche nach Bedeutung. Stapel zum halben Preis gibt es nicht.</translation>
        </message>
        <message>
            <source>Small copies of photos, short clips in small pictures with their sound, recordings, single pages of documents, and what you search for, typed or shown. Never sent: your original files, their names, places and dates, and folders that are kept on this computer only.</source>
            <translation>Kleine Kopien von Fotos, kurze Videostücke in kleinen Bildern mit ihrem Ton, Aufnahmen, einzelne Seiten von Dokumenten und wonach gesucht wird, getippt oder gezeigt. Nie gesendet: die Originaldateien, ihre Namen, Orte und Datumsangaben und Ordner, die nur auf diesem Computer bleiben.</translation>
        </message>
        <message>
            <source>Google, through your own project on Google Cloud.</source>
            <translation>Google, über das eigene Projekt bei Google Cloud.</translation>
        </message>
        <message>
            <source>By Google Cloud's terms, what is sent is not used to improve Google's products.</source>
            <translation>Nach den Bedingungen von Google Cloud dient, was gesendet wird, nicht zur Verbesserung von Googles Produkten.</translation>
        </message>
        <message>
            <source>There is no provider called “{name}”.</source>
            <translation>Einen Anbieter namens „{name}“ gibt es nicht.</translation>
        </message>
        <message>
            <source>Choose one of these: {known}.</source>
            <translation>Einen von diesen wählen: {known}.</translation>
        </message>
        <message>
            <source>Google gave no usable answer to the question.</source>
            <translation>Google gab auf die Frage keine brauchbare Antwort.</translation>
        </message>
        <message>
            <source>Google refused the question: {words}</source>
            <translation>Google lehnte die Frage ab: {words}</translation>
        </message>
        <message>
            <source>Ask in other words, or with another picture or recording.</source>
            <translation>Mit anderen Wörtern, einem anderen Bild oder einer anderen Aufnahme fragen.</translation>
        </message>
        <message>
            <source>of this account</source>
            <translation>dieses Kontos</translation>
        </message>
        <message>
            <source> in {project}, or not at this location</source>
            <translation> in {project} oder nicht an diesem Standort</translation>
        </message>
        <message>
            <source>today</source>
            <translation>heute</translation>
        </message>
        <message>
            <source>tomorrow</source>
            <translation>morgen</translation>
        </message>
        <message>
            <source>the free tier of Google's service allows</source>
            <translation>die kostenlose Stufe von Googles Dienst erlaubt</translation>
        </message>
        <message>
            <source>Google allows this project</source>
            <translation>Google diesem Projekt erlaubt</translation>
        </message>
        <message>
            <source>There is no Google API key yet.</source>
            <translation>Es gibt noch keinen API-Schlüssel von Google.</translation>
        </message>
        <message>
            <source>Make one at {key_url} and enter it in the settings, with `findling provider use gemini`, or as the environment variable GEMINI_API_KEY.</source>
            <translation>Unter {key_url} einen anlegen und in den Einstellungen eingeben, mit „findling provider use gemini“ oder als Umgebungsvariable GEMINI_API_KEY.</translation>
        </message>
        <message>
            <source>Google does not accept this API key.</source>
            <translation>Google nimmt diesen API-Schlüssel nicht an.</translation>
        </message>
        <message>
            <source>Copy it again from {key_url}, or make a new one there, and enter it in the settings.</source>
            <translation>Ihn unter {key_url} noch einmal kopieren oder dort einen neuen anlegen und in den Einstellungen eingeben.</translation>
        </message>
        <message>
            <source>Nobody is signed in to Google Cloud on this computer.</source>
            <translation>Auf diesem Computer ist niemand bei Google Cloud angemeldet.</translation>
        </message>
        <message>
            <source>Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS to a key file.</source>
            <translation>„gcloud auth application-default login“ ausführen oder GOOGLE_APPLICATION_CREDENTIALS auf eine Schlüsseldatei setzen.</translation>
        </message>
        <message>
            <source>It is not said which Google Cloud project pays.</source>
            <translation>Es ist nicht angegeben, welches Google-Cloud-Projekt bezahlt.</translation>
        </message>
        <message>
            <source>Enter the project in the settings, or set the environment variable GOOGLE_CLOUD_PROJECT.</source>
            <translation>Das Projekt in den Einstellungen eingeben oder die Umgebungsvariable GOOGLE_CLOUD_PROJECT setzen.</translation>
        </message>
        <message>
            <source>The Gemini API is not switched on in the Google project of this key.</source>
            <translation>Die Gemini-API ist im Google-Projekt dieses Schlüssels nicht eingeschaltet.</translation>
        </message>
        <message>
            <source>Switch on “Generative Language API” for it at https://console.cloud.google.com/apis/library, or make another key at {key_url}.</source>
            <translation>Dafür „Generative Language API“ unter https://console.cloud.google.com/apis/library einschalten oder unter {key_url} einen anderen Schlüssel anlegen.</translation>
        </message>
        <message>
            <source>This API key may not be used for that.</source>
            <translation>Dieser API-Schlüssel darf dafür nicht verwendet werden.</translation>
        </message>
        <message>
            <source>Look at the key's restrictions at {key_url}, or make another key there.</source>
            <translation>Die Beschränkungen des Schlüssels unter {key_url} ansehen oder dort einen anderen anlegen.</translation>
        </message>
        <message>
            <source>Google wants this paid, and the project has no bill that is in order.</source>
            <translation>Google verlangt dafür Geld, und das Projekt hat keine gültige Abrechnung.</translation>
        </message>
        <message>
            <source>Look at the project's billing at https://console.cloud.google.com/billing, then try again.</source>
            <translation>Die Abrechnung des Projekts unter https://console.cloud.google.com/billing ansehen, dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Google does not offer the free tier of this service where you are.</source>
            <translation>Google bietet die kostenlose Stufe dieses Dienstes hier nicht an.</translation>
        </message>
        <message>
            <source>Set up billing for the key's project at https://console.cloud.google.com/billing, or use another way to understand files.</source>
            <translation>Für das Projekt des Schlüssels unter https://console.cloud.google.com/billing eine Abrechnung einrichten oder Dateien auf andere Weise verstehen lassen.</translation>
        </message>
        <message>
            <source>Google no longer has the model “{model}”{place}.</source>
            <translation>Google hat das Modell „{model}“ nicht mehr{place}.</translation>
        </message>
        <message>
            <source>Findling keeps what it has, and names and texts go on answering. Choose another model in the settings.</source>
            <translation>Findling behält, was es hat; Namen und Texte werden weiter gefunden. In den Einstellungen ein anderes Modell wählen.</translation>
        </message>
        <message>
            <source>What answers at {host} is not Google's service.</source>
            <translation>Was unter {host} antwortet, ist nicht Googles Dienst.</translation>
        </message>
        <message>
            <source>the address that is set</source>
            <translation>der eingestellten Adresse</translation>
        </message>
        <message>
            <source>Look at the address in the settings and at what stands between this computer and the internet (a proxy, a sign-in page).</source>
            <translation>Die Adresse in den Einstellungen prüfen und was zwischen diesem Computer und dem Internet steht (ein Proxy, eine Anmeldeseite).</translation>
        </message>
        <message>
            <source>Google does not take what Findling sends: {said}</source>
            <translation>Google nimmt nicht an, was Findling sendet: {said}</translation>
        </message>
        <message>
            <source>Look at the model, the version and the address in the settings; a newer Findling may help.</source>
            <translation>Modell, Version und Adresse in den Einstellungen prüfen; ein neueres Findling hilft vielleicht.</translation>
        </message>
        <message>
            <source>What {whose} in a day is used up. Findling goes on {day} at {here}.</source>
            <translation>Was {whose}, ist für diesen Tag aufgebraucht. Findling macht {day} um {here} weiter.</translation>
        </message>
        <message>
            <source>Nothing is lost and no file failed. With billing set up for the project, more is allowed a day.</source>
            <translation>Nichts ist verloren, keine Datei ist gescheitert. Mit eingerichteter Abrechnung ist am Tag mehr erlaubt.</translation>
        </message>
        <message>
            <source>Google takes no more for the moment.</source>
            <translation>Google nimmt im Moment nichts mehr an.</translation>
        </message>
        <message>
            <source>Findling goes on by itself. A limit a minute can be set in the settings.</source>
            <translation>Findling macht von selbst weiter. In den Einstellungen lässt sich eine Grenze je Minute festlegen.</translation>
        </message>
        <message>
            <source>Google's service does not answer properly at present.</source>
            <translation>Googles Dienst antwortet zurzeit nicht richtig.</translation>
        </message>
        <message>
            <source>Findling tries again by itself.</source>
            <translation>Findling versucht es von selbst noch einmal.</translation>
        </message>
        <message>
            <source>Google's service cannot be reached.</source>
            <translation>Googles Dienst ist nicht erreichbar.</translation>
        </message>
        <message>
            <source>Look at the network connection; Findling goes on by itself when it is back.</source>
            <translation>Die Netzverbindung prüfen; Findling macht von selbst weiter, wenn sie wieder da ist.</translation>
        </message>
        <message>
            <source>Sending was stopped.</source>
            <translation>Das Senden wurde angehalten.</translation>
        </message>
        <message>
            <source>What was not sent yet goes out the next time.</source>
            <translation>Was noch nicht gesendet ist, geht beim nächsten Mal hinaus.</translation>
        </message>
        <message>
            <source>Google takes no batches from here{said}</source>
            <translation>Google nimmt von hier keine Stapel an{said}</translation>
        </message>
        <message>
            <source>Everything is sent piece by piece, at the normal price.</source>
            <translation>Alles wird Stück für Stück gesendet, zum normalen Preis.</translation>
        </message>
        <message>
            <source>Too much waits in Google's batches already.</source>
            <translation>In Googles Stapeln wartet schon zu viel.</translation>
        </message>
        <message>
            <source>Findling hands over more by itself when some are answered.</source>
            <translation>Findling gibt von selbst mehr weiter, wenn einige beantwortet sind.</translation>
        </message>
        <message>
            <source>Google Cloud does not accept the account of this computer.</source>
            <translation>Google Cloud nimmt das Konto dieses Computers nicht an.</translation>
        </message>
        <message>
            <source>Sign in again with `gcloud auth application-default login`, then try again.</source>
            <translation>Mit „gcloud auth application-default login“ neu anmelden, dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Google's AI service is not switched on in the project {project}.</source>
            <translation>Googles KI-Dienst ist im Projekt {project} nicht eingeschaltet.</translation>
        </message>
        <message>
            <source>Switch on “Vertex AI API” for it at https://console.cloud.google.com/apis/library, wait a few minutes and try again.</source>
            <translation>Dafür „Vertex AI API“ unter https://console.cloud.google.com/apis/library einschalten, einige Minuten warten und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>This account may not use Google's AI service in the project {project}.</source>
            <translation>Dieses Konto darf Googles KI-Dienst im Projekt {project} nicht verwenden.</translation>
        </message>
        <message>
            <source>Ask whoever looks after the project for the role “Vertex AI User” (roles/aiplatform.user).</source>
            <translation>Wer das Projekt betreut, kann die Rolle „Vertex AI User“ (roles/aiplatform.user) vergeben.</translation>
        </message>
        <message>
            <source>Google Cloud does not offer this at the chosen location.</source>
            <translation>Google Cloud bietet das am gewählten Standort nicht an.</translation>
        </message>
        <message>
            <source>Choose another location in the settings; “global” is offered to all.</source>
            <translation>In den Einstellungen einen anderen Standort wählen; „global“ steht allen offen.</translation>
        </message>
        <message>
            <source>it answered with a web page</source>
            <translation>es antwortete mit einer Webseite</translation>
        </message>
        <message>
            <source>it gave no reason</source>
            <translation>es nannte keinen Grund</translation>
        </message>
        <message>
            <source>its answer made no sense</source>
            <translation>die Antwort ergab keinen Sinn</translation>
        </message>
        <message>
            <source>it could not be reached</source>
            <translation>es war nicht erreichbar</translation>
        </message>
        <message>
            <source>nobody is signed in</source>
            <translation>niemand ist angemeldet</translation>
        </message>
        <message>
            <source>signing in was refused</source>
            <translation>die Anmeldung wurde abgelehnt</translation>
        </message>
        <message>
            <source>it did not answer in time</source>
            <translation>es antwortete nicht rechtzeitig</translation>
        </message>
        <message>
            <source>the address is none</source>
            <translation>das ist keine Adresse</translation>
        </message>
        <message>
            <source>signing in failed</source>
            <translation>die Anmeldung ist gescheitert</translation>
        </message>
        <message>
            <source>no frame can be decoded</source>
            <translation>kein Bild lässt sich lesen</translation>
        </message>
        <message>
            <source>{width} × {height} pixels large</source>
            <translation>{width} × {height} Pixel groß</translation>
        </message>
        <message>
            <source>its encoding is not known</source>
            <translation>die Kodierung ist unbekannt</translation>
        </message>
        <message>
            <source>the size of its pictures cannot be told</source>
            <translation>die Größe der Bilder ist nicht zu erkennen</translation>
        </message>
        <message>
            <source>a rare variant of its format</source>
            <translation>eine seltene Spielart des Formats</translation>
        </message>
        <message>
            <source>it cannot be decoded</source>
            <translation>sie lässt sich nicht lesen</translation>
        </message>
        <message>
            <source>the list of its objects cannot be read</source>
            <translation>die Liste ihrer Bestandteile ist nicht lesbar</translation>
        </message>
        <message>
            <source>its protection is not known</source>
            <translation>ihr Schutz ist unbekannt</translation>
        </message>
        <message>
            <source>it has no such page</source>
            <translation>diese Seite gibt es darin nicht</translation>
        </message>
        <message>
            <source>none of its pages can be read</source>
            <translation>keine ihrer Seiten ist lesbar</translation>
        </message>
        <message>
            <source>its pages cannot be read</source>
            <translation>ihre Seiten sind nicht lesbar</translation>
        </message>
        <message>
            <source>a part of it cannot be saved as a file of its own</source>
            <translation>ein Abschnitt davon lässt sich nicht als eigene Datei speichern</translation>
        </message>
        <message>
            <source>there is nothing between these seconds</source>
            <translation>zwischen diesen Sekunden ist nichts</translation>
        </message>
        <message>
            <source>The file is empty.</source>
            <translation>Die Datei ist leer.</translation>
        </message>
        <message>
            <source>Copy it again from where it came from.</source>
            <translation>Sie noch einmal von ihrer Quelle kopieren.</translation>
        </message>
        <message>
            <source>The file is damaged: {what}.</source>
            <translation>Die Datei ist beschädigt: {what}.</translation>
        </message>
        <message>
            <source>Open it in its own program, or restore it from a backup.</source>
            <translation>Sie im eigenen Programm öffnen oder aus einer Sicherung wiederherstellen.</translation>
        </message>
        <message>
            <source>The part that is meant is not there: {what}.</source>
            <translation>Der gemeinte Teil ist nicht da: {what}.</translation>
        </message>
        <message>
            <source>Choose other seconds or another page.</source>
            <translation>Andere Sekunden oder eine andere Seite wählen.</translation>
        </message>
        <message>
            <source>The file ends too early.</source>
            <translation>Die Datei endet zu früh.</translation>
        </message>
        <message>
            <source>Copy it again; the copy may have been interrupted.</source>
            <translation>Sie noch einmal kopieren; vielleicht wurde das Kopieren unterbrochen.</translation>
        </message>
        <message>
            <source>The name says {claimed}, but the content is {actual}.</source>
            <translation>Der Name sagt {claimed}, der Inhalt ist aber {actual}.</translation>
        </message>
        <message>
            <source>Give the file its right ending, or delete it if it was a failed download.</source>
            <translation>Der Datei die richtige Endung geben oder sie löschen, wenn ein Herunterladen misslang.</translation>
        </message>
        <message>
            <source>The file says it is {what}, more than can be read safely.</source>
            <translation>Die Datei ist nach eigener Angabe {what}, mehr als sich sicher lesen lässt.</translation>
        </message>
        <message>
            <source>If it is genuine, save a smaller copy.</source>
            <translation>Wenn das stimmt, eine kleinere Kopie speichern.</translation>
        </message>
        <message>
            <source>There is no picture in the file.</source>
            <translation>In der Datei ist kein Bild.</translation>
        </message>
        <message>
            <source>Open it in its own program and save it again.</source>
            <translation>Sie im eigenen Programm öffnen und neu speichern.</translation>
        </message>
        <message>
            <source>There is neither picture nor sound in the file.</source>
            <translation>In der Datei ist weder Bild noch Ton.</translation>
        </message>
        <message>
            <source>The document has no pages.</source>
            <translation>Das Dokument hat keine Seiten.</translation>
        </message>
        <message>
            <source>The document is locked with a password.</source>
            <translation>Das Dokument ist mit einem Passwort geschützt.</translation>
        </message>
        <message>
            <source>Save an unlocked copy; the original stays as it is.</source>
            <translation>Eine Kopie ohne Passwort speichern; das Original bleibt, wie es ist.</translation>
        </message>
        <message>
            <source>This kind of file cannot be read yet: {what}.</source>
            <translation>Diese Art von Datei lässt sich noch nicht lesen: {what}.</translation>
        </message>
        <message>
            <source>Save it as a common format, such as JPEG, MP4 or PDF.</source>
            <translation>Sie in einem verbreiteten Format speichern, etwa JPEG, MP4 oder PDF.</translation>
        </message>
        <message>
            <source>Findling is not allowed to read the file.</source>
            <translation>Findling darf die Datei nicht lesen.</translation>
        </message>
        <message>
            <source>Change its permissions, then retry.</source>
            <translation>Die Zugriffsrechte ändern, dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The disk could not deliver the file: {what}.</source>
            <translation>Der Datenträger konnte die Datei nicht liefern: {what}.</translation>
        </message>
        <message>
            <source>Check the drive or the connection, then retry.</source>
            <translation>Laufwerk oder Verbindung prüfen, dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Reading the file took too long.</source>
            <translation>Das Lesen der Datei dauerte zu lange.</translation>
        </message>
        <message>
            <source>Open it in its own program; if it is fine there, retry.</source>
            <translation>Sie im eigenen Programm öffnen; ist sie dort in Ordnung, noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The file made its reader crash.</source>
            <translation>Beim Lesen der Datei ist das Leseprogramm abgestürzt.</translation>
        </message>
        <message>
            <source>Open it in its own program and save it again, then retry.</source>
            <translation>Sie im eigenen Programm öffnen und neu speichern, dann noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Reading the file would need too much memory.</source>
            <translation>Das Lesen der Datei bräuchte zu viel Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>Save a smaller copy, or retry with other programs closed.</source>
            <translation>Eine kleinere Kopie speichern oder andere Programme schließen und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The new file could not be written: {what}.</source>
            <translation>Die neue Datei konnte nicht geschrieben werden: {what}.</translation>
        </message>
        <message>
            <source>Check that the folder may be written to and that the disk has room.</source>
            <translation>Prüfen, ob in den Ordner geschrieben werden darf und der Datenträger Platz hat.</translation>
        </message>
        <message>
            <source>The file's path is too long to be opened.</source>
            <translation>Der Pfad der Datei ist zu lang zum Öffnen.</translation>
        </message>
        <message>
            <source>Shorten the names of the folders above it.</source>
            <translation>Die Namen der Ordner darüber kürzen.</translation>
        </message>
        <message>
            <source>its picture data is broken</source>
            <translation>ihre Bilddaten sind fehlerhaft</translation>
        </message>
        <message>
            <source>more than {max_pixels} megapixels</source>
            <translation>größer als {max_pixels} Megapixel</translation>
        </message>
        <message>
            <source>{length} MB long</source>
            <translation>{length} MB lang</translation>
        </message>
        <message>
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} Pixel groß</translation>
        </message>
        <message>
            <source>its beginning makes no sense</source>
            <translation>ihr Anfang ergibt keinen Sinn</translation>
        </message>
        <message>
            <source>its structure is broken</source>
            <translation>ihr Aufbau ist fehlerhaft</translation>
        </message>
        <message>
            <source>its page {page} cannot be read</source>
            <translation>ihre Seite {page} ist nicht lesbar</translation>
        </message>
        <message>
            <source>its page {page} cannot be drawn</source>
            <translation>ihre Seite {page} lässt sich nicht darstellen</translation>
        </message>
        <message>
            <source>camera RAW of an unknown make</source>
            <translation>Kamera-RAW eines unbekannten Herstellers</translation>
        </message>
        <message>
            <source>its beginning is not that of any known format</source>
            <translation>ihr Anfang gehört zu keinem bekannten Format</translation>
        </message>
        <message>
            <source>it is not as long as that</source>
            <translation>so lang ist sie nicht</translation>
        </message>
        <message>
            <source>no sound can be decoded</source>
            <translation>kein Ton lässt sich lesen</translation>
        </message>
        <message>
            <source>neither frame nor sound can be decoded</source>
            <translation>weder Bild noch Ton lässt sich lesen</translation>
        </message>
    </context>
    <context>
        <name>TrashDialog</name>
        <message>
            <source>Move to trash</source>
            <translation>In den Papierkorb</translation>
        </message>
        <message>
            <source>&amp;Move to trash</source>
            <translation>In den &amp;Papierkorb</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Open Findling</source>
            <translation>Findling öffnen</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
    </context>
    <context>
        <name>UnderstandingDialog</name>
        <message>
            <source>How files are understood</source>
            <translation>Wie Dateien verstanden werden</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>What leaves this computer</source>
            <translation>Was diesen Computer verlässt</translation>
        </message>
        <message>
            <source>API key</source>
            <translation>API-Schlüssel</translation>
        </message>
        <message>
            <source>Google Cloud</source>
            <translation>Google Cloud</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>Grenzen</translation>
        </message>
        <message>
            <source>Works: answered in {ms} ms</source>
            <translation>Funktioniert: Antwort nach {ms} ms</translation>
        </message>
        <message>
            <source>It goes to: {whom}</source>
            <translation>Es geht an: {whom}</translation>
        </message>
        <message>
            <source>What Google has read is kept: going back to it later costs nothing for what is unchanged.</source>
            <translation>Was Google gelesen hat, bleibt erhalten: Später dorthin zurückzukehren kostet für Unverändertes nichts.</translation>
        </message>
        <message>
            <source>Before anything is sent you see what it costs. Until then, and until all is read, everything is found as it is now.</source>
            <translation>Bevor etwas gesendet wird, ist zu sehen, was es kostet. Bis dahin, und bis alles gelesen ist, wird alles gefunden wie jetzt.</translation>
        </message>
        <message>
            <source>Asking Google …</source>
            <translation>Google wird gefragt …</translation>
        </message>
    </context>
    <context>
        <name>UnderstandingPage</name>
        <message>
            <source>Understanding</source>
            <translation>Verstehen</translation>
        </message>
        <message>
            <source>&amp;Change…</source>
            <translation>Ä&amp;ndern…</translation>
        </message>
        <message>
            <source>Change how files are understood</source>
            <translation>Ändern, wie Dateien verstanden werden</translation>
        </message>
        <message>
            <source>What leaves this computer</source>
            <translation>Was diesen Computer verlässt</translation>
        </message>
        <message>
            <source>Spent this month: {month}. In all: {total}.</source>
            <translation>Ausgegeben in diesem Monat: {month}. Insgesamt: {total}.</translation>
        </message>
    </context>
    <context>
        <name>WindowRun</name>
        <message>
            <source>Changing over</source>
            <translation>Umstellung läuft</translation>
        </message>
        <message>
            <source>Findling could not open its library.</source>
            <translation>Findling konnte seine Bibliothek nicht öffnen.</translation>
        </message>
        <message>
            <source>This is a mistake in the program; its log says more.</source>
            <translation>Das ist ein Fehler im Programm; sein Protokoll sagt mehr.</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>{message} {hint}</source>
            <translation>{message} {hint}</translation>
        </message>
        <message>
            <source>{seconds} s</source>
            <translation>{seconds} s</translation>
        </message>
        <message>
            <source>{minutes} min {seconds} s</source>
            <translation>{minutes} min {seconds} s</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min</source>
            <translation>{hours} h {minutes} min</translation>
        </message>
        <message>
            <source>{day}, {time}</source>
            <translation>{day}, {time}</translation>
        </message>
        <message>
            <source>d MMMM yyyy</source>
            <translation>d. MMMM yyyy</translation>
        </message>
        <message>
            <source>MMMM yyyy</source>
            <translation>MMMM yyyy</translation>
        </message>
        <message>
            <source>today</source>
            <translation>heute</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>gestern</translation>
        </message>
        <message>
            <source>d MMMM</source>
            <translation>d. MMMM</translation>
        </message>
        <message>
            <source>less than a minute left</source>
            <translation>noch weniger als eine Minute</translation>
        </message>
        <message>
            <source>about 1 minute left</source>
            <translation>noch etwa 1 Minute</translation>
        </message>
        <message>
            <source>about {count} minutes left</source>
            <translation>noch etwa {count} Minuten</translation>
        </message>
        <message>
            <source>about {count} hours left</source>
            <translation>noch etwa {count} Stunden</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>Clip</source>
            <translation>Video</translation>
        </message>
        <message>
            <source>Recording</source>
            <translation>Aufnahme</translation>
        </message>
        <message>
            <source>Document</source>
            <translation>Dokument</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>Clips</source>
            <translation>Videos</translation>
        </message>
        <message>
            <source>Recordings</source>
            <translation>Aufnahmen</translation>
        </message>
        <message>
            <source>Documents</source>
            <translation>Dokumente</translation>
        </message>
        <message>
            <source>1 photo</source>
            <translation>1 Foto</translation>
        </message>
        <message>
            <source>{count} photos</source>
            <translation>{count} Fotos</translation>
        </message>
        <message>
            <source>1 clip</source>
            <translation>1 Video</translation>
        </message>
        <message>
            <source>{count} clips</source>
            <translation>{count} Videos</translation>
        </message>
        <message>
            <source>1 recording</source>
            <translation>1 Aufnahme</translation>
        </message>
        <message>
            <source>{count} recordings</source>
            <translation>{count} Aufnahmen</translation>
        </message>
        <message>
            <source>1 document</source>
            <translation>1 Dokument</translation>
        </message>
        <message>
            <source>{count} documents</source>
            <translation>{count} Dokumente</translation>
        </message>
        <message>
            <source>nothing yet</source>
            <translation>noch nichts</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Paused, {left} still to read</source>
            <translation>Angehalten, noch {left} einzulesen</translation>
        </message>
        <message>
            <source>Looking through your folders</source>
            <translation>Die Ordner werden durchgesehen</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Beendet</translation>
        </message>
        <message>
            <source>Everything is up to date</source>
            <translation>Alles ist auf dem neuesten Stand</translation>
        </message>
        <message>
            <source>Reading: {done} of {total}</source>
            <translation>Einlesen: {done} von {total}</translation>
        </message>
        <message>
            <source>Reading {folder}: {done} of {total}</source>
            <translation>Einlesen von {folder}: {done} von {total}</translation>
        </message>
        <message>
            <source>{work}, {left}</source>
            <translation>{work}, {left}</translation>
        </message>
        <message>
            <source>1 file could not be read</source>
            <translation>1 Datei konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>{count} files could not be read</source>
            <translation>{count} Dateien konnten nicht gelesen werden</translation>
        </message>
        <message>
            <source>away</source>
            <translation>nicht da</translation>
        </message>
        <message>
            <source>away since {day}</source>
            <translation>nicht da seit {day}</translation>
        </message>
        <message>
            <source>Strong match</source>
            <translation>Klarer Treffer</translation>
        </message>
        <message>
            <source>Likely match</source>
            <translation>Wahrscheinlicher Treffer</translation>
        </message>
        <message>
            <source>Weak match</source>
            <translation>Schwacher Treffer</translation>
        </message>
        <message>
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>folder name</source>
            <translation>Ordnername</translation>
        </message>
        <message>
            <source>title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>what is in it</source>
            <translation>was darauf ist</translation>
        </message>
        <message>
            <source>words in it</source>
            <translation>Wörter darin</translation>
        </message>
        <message>
            <source>meaning</source>
            <translation>Bedeutung</translation>
        </message>
        <message>
            <source>look</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>sound</source>
            <translation>Klang</translation>
        </message>
        <message>
            <source> and </source>
            <translation> und </translation>
        </message>
        <message>
            <source>{strength} by {reasons}</source>
            <translation>{strength}: {reasons}</translation>
        </message>
        <message>
            <source>, </source>
            <translation>, </translation>
        </message>
        <message>
            <source>Best on {place}</source>
            <translation>Am besten auf {place}</translation>
        </message>
        <message>
            <source>Best at {place}</source>
            <translation>Am besten bei {place}</translation>
        </message>
        <message>
            <source>{best}, also {others}</source>
            <translation>{best}, auch {others}</translation>
        </message>
        <message>
            <source>page {page}</source>
            <translation>Seite {page}</translation>
        </message>
        <message>
            <source>N</source>
            <translation>N</translation>
        </message>
        <message>
            <source>S</source>
            <translation>S</translation>
        </message>
        <message>
            <source>E</source>
            <translation>O</translation>
        </message>
        <message>
            <source>W</source>
            <translation>W</translation>
        </message>
    </context>
</TS>

"""The words by which a list of people is told from the prose around it; all folded, that is lower case without accents."""

from __future__ import annotations

_GIVEN = """
abdel abdelkader abdellah adele adeline adrien agathe agnes ahmed aime aimee alain alban albane albert alberte alec alex
alexandra alexandre alexis alfred ali alice alicia aline alix alizee aloys amandine amar ambre amelie amina amine anais andre
andrea andree ange angele angelique anita anna annabelle anne annette annick annie anouk anthony antoine antoinette antony
apolline ariane arlette armand armelle arnaud arthur astrid aude audrey augustin augustine aurelia aurelie aurelien aurore
axel axelle aymeric baptiste barbara basile bastien beatrice benedicte benjamin benoit berangere berenice bernadette bernard
bertrand blaise blanche blandine brahim brice brigitte bruno camille carine carl carla carmen carole caroline catherine cathy
cecile cecilia cedric celestin celia celine chantal charlene charles charline charlotte chloe christel christele christelle
christian christiane christine christophe cindy claire clara clarisse claude claudette claudie claudine clement clementine
clothilde clotilde colette coline constance corentin corinne cynthia cyprien cyril cyrille damien daniel daniele danielle
danny david deborah delphine denis denise didier dimitri djamel dolores dominique donatien dorian dorothee eddy edgar edith
edmond edouard edwige elena eleonore eliane elie eliette elisa elisabeth elise ella elodie eloi elsa emeric emile emilie
emilien emma emmanuel emmanuelle eric erick erika ernest erwan estelle esther ethan etienne eugene eugenie eva eve evelyne
fabien fabienne fabrice fanny farid fatiha fatima fatou felix ferdinand fernand fernande flavie flavien flora florence florent
florian florine france francine francis franck francois francoise fred frederic frederique gabriel gabrielle gael gaelle
gaetan gaston gautier genevieve geoffrey geoffroy georges georgette gerald geraldine gerard germain germaine ghislain
ghislaine gilbert gilberte gilles gisele gladys gloria goulven gregoire gregory guenael guilaine guillaume gustave guy gwenael
gwenaelle gwendoline habib hadrien hakim hakima hassan helena helene heloise henri henriette herve hicham honore hortense
houria hubert hugo hugues huguette ibrahim ines ingrid irene iris isabel isabelle isidore ivan jack jacky jacqueline jacques
james janine jannick jasmine jason jean jeanine jeanne jeannette jeannine jenny jeremie jeremy jerome jessica joachim jocelyn
jocelyne joel joelle johan johann johanna john jonathan jordan jose josee joseph josephine josette josiane josselin josyane
juan jules julia julian julie julien juliette justin justine karim karima karin karine karl katia katy kelly kevin khadija
khalid laetitia laila laura laure laurence laurent laurette lauriane laurie lea leila leo leon leonard leonie leslie lilian
liliane lily linda line lionel lisa lise loic lola lorraine lou louis louisa louise luc luca lucas lucette lucie lucien
lucienne lucile ludivine ludovic lydia lydie lyliane madeleine maeva magali magalie maite malika manon manuel manuela marc
marceau marcel marcelle margaux margot marguerite maria marianne marie marielle marina marine mario marion marjorie marlene
marthe martial martin martine mary maryline maryse maryvonne mathias mathieu mathilde mathis matthias matthieu maud maurice
mauricette max maxence maxime maximilien melanie melissa mercedes michael michel michele micheline michelle mickael miguel
milene mireille mohamed mohammed moise monique morgan morgane mourad muriel murielle mustapha myriam nabil nadege nadia nadine
nancy natacha nathalie nathan nelly nicolas nicole noel noelle noemie nora norbert norman nour odette odile olga olivia
olivier ophelie oscar pablo pascal pascale pascaline patrice patricia patrick paul paula paule paulette paulin pauline perrine
peter philibert philippe philippine pierre pierrette pierrick priscilla quentin rachel rachid raoul raphael raphaelle raymond
raymonde rebecca regine regis remi remy renaud rene renee richard robert roberte robin rodolphe rodrigue roger roland rolande
romain romane romuald ronan rosa rose roseline roselyne sabine sabrina said salima salome samia samir samira samuel samy
sandra sandrine sandy sara sarah sebastien segolene serge severine simon simone sofia solange solene sonia sophie stanislas
steeve stella stephane stephanie steve steven suzanne suzie suzy sybille sylvain sylvaine sylvette sylviane sylvie tanguy
tania tatiana teddy teresa theo theodore theophile theresa therese thibaud thibault thibaut thierry thomas tiffany timothee
titouan tony tristan ugo ursula valentin valentine valere valerie vanessa vera veronique vianney victoire victor victoria
vincent violaine violette virgile virginie viviane vivien vladimir walter wilfried william xavier yael yan yann yannick
yasmina yassine yoann yohan yohann yolande youssef yvan yves yvette yvon yvonne yvonnick zahra zineb zoe zohra
"""

#: Given names common in France. They are only needed where capitals do not tell the family name: to part two people
#: that no sign parts, and to know which word comes first. A name that is not here is read all the same.
GIVEN_NAMES = frozenset(_GIVEN.split())

_ENDING = """
absence absent absente absentes absents acquisition acte actes adhesion administration adopte adoption affaire affaires
affichage affiche ajout amenagement annexe appel appelle approbation apres aprobation arrete article assemblee assistaient
assistait association attribution attributions au aucun aucune autorisation autorise autre autres aux avait avant avec avenant
avis bilan budget budgets bureau ce ces cession cet cette choix code comite commission communautaire communaute commune compte
compte-rendu comptes conformement conseil conseils considerant convention conventions convocation creation dans date debat
debut decide decision decisions delegation deliberant deliberation deliberations delibere demande departement depuis des
designation dispositif division donne effectif elaboration election elle elles elue emplois en entend entendu envoye est et
etaient etait etat etude excuse excusee excusees excuses exercice exonerations extrait fait finance finances fiscalite
fixation folio fonctionnement fondation formant garantie gestion heure heures il ils information informations installation
intervention interventions investissement invite invites jeudi l'an l'appel l'article l'assemblee l'ordre lecture les lesquels
leur location lors lundi madame mairie marche marches mardi membres mercredi mise modification modifications monsieur motion
neant nombre nomination non note nous objet observations on ont operation ordre ou ouverture page par participation
participations patrimoine personnel personnes plan point points pour pouvoir pouvoirs prefecture premier presence present
presente presentes presents presidence procedure proces proces-verbal procuration procurations programme projet projets
publication publie que question questions qui quitte quorum rappel rapport rapports recu reference registre reglement
remarques remboursement renouvellement representant represente representee representes republique resolution ressources
resultat reunion samedi sans se seance secretaire secretaires session signature situation societe soit sont sous subvention
subventions suite suivant sur syndicat tableau tarif tarifs taux tous transmis travaux un une urbanisme vendredi vente ville
votants vote votes vu
"""

#: Words that begin a heading, a sentence or a label and so end a list; a list item never begins with one.
ENDING_WORDS = frozenset(_ENDING.split())

_PARTICLES = "d' de du des da das di del della dos do la le el al ben ait van von vom der den ter ten mac mc san"

#: Particles of family names; they lean on the word behind them.
PARTICLES = frozenset(_PARTICLES.split())

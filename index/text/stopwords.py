"""Function and question words per language: they carry no topic, so neither index nor query holds them.

Languages without a list keep every word; inverse document frequency then weighs the frequent ones down.
"""

from __future__ import annotations

from functools import lru_cache

_LISTS = {
    "en": """
        a about above after again against all also although am among an and any anyone anything are aren as at
        be became because become been before being below between both but by came can cannot come could couldn d
        did didn do does doesn doing don done down during each either else etc even ever every for from further
        get give given go got had hadn has hasn have haven having he her here hers herself him himself his how
        however i if in into is isn it its itself just let ll many may me might more most much must mustn my
        myself neither no nor not now of off often on once one only onto or other our ours ourselves out over
        own per please quite rather re s same shall she should shouldn since so some such t tell than that the
        their theirs them themselves then there these they this those though through thus to too under until up
        upon us ve very was wasn we were weren what whatever when where whether which while who whoever whom
        whose why will with within without won would wouldn yet you your yours yourself
    """,
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist
        da damit dann das dass dein deine dem den der des dessen die dies diese diesem diesen dieser dieses doch
        dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen gewesen hab habe haben
        hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist jede jedem
        jeden jeder jedes kann kein keine können man manche mein meine mich mir mit nach nicht nichts noch nun
        nur ob oder ohne sehr sein seine seinem seinen seiner seit selbst sich sie sind so solche soll sollte
        sondern sonst über um und uns unser unter viel viele vielen vom von vor wann war waren warum was wegen
        weil welche welchem welchen welcher welches wem wen wenn wer werde werden weshalb wessen wie wieder
        wieviel wieso will wir wird wo woher wohin wurde wurden zu zum zur zwar zwischen
    """,
    "fr": """
        à afin ai ainsi alors après au aucun aussi autre aux avait avant avec avoir c car ce cela celle celles
        celui ces cet cette ceux chaque chez combien comme comment d dans de depuis des donc dont du elle elles
        en encore entre es est et étaient était étant été être eu eux fait il ils j je jusqu l la là laquelle le
        lequel les lesquels leur leurs lorsque lui m ma mais me même mes moi mon n ne ni nos notre nous on ont
        ou où par parce pas pendant peu plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi
        s sa sans se sera ses si soi son sont sous sur ta te tes toi ton tous tout toute toutes tu un une vos
        votre vous y
    """,
    "es": """
        a al algo ante antes aquel aquella aun aunque cada como cómo con contra cual cuál cuáles cuando cuándo
        cuánto cuánta cuántos cuántas de del desde después donde dónde dos durante e el él ella ellas ellos en
        entre era eran es esa ese eso esos esta está están estas este esto estos fue fueron ha había habían han
        hasta hay la las le les lo los más me mi mientras muy nada ni no nos nosotros o os otra otro para pero
        poco por porque porqué pues que qué quien quién quienes quiénes se sea según ser si sí sin sino sobre
        son su sus también tan tanto te tiene todo todos tu tus u un una unas uno unos ya yo y
    """,
    "it": """
        a ad agli ai al alla alle allo anche avere aveva c che chi ci come con contro cui d da dagli dai dal
        dalla dalle dallo degli dei del della delle dello di dopo dove e è ed era erano essere fino fra gli ha
        hanno ho i il in io l la le lei li lo loro lui ma me mi mia mio ne negli nei nel nella nelle nello noi
        non nostro o ogni per perché più poi prima qual quale quali quando quanta quante quanti quanto quella
        quelli quello questa queste questi questo se sei si sia sono sta stata stati stato su sua sue sugli sui
        sul sulla sulle suo suoi ti tra tu tutti tutto un una uno vi voi
    """,
    "pt": """
        a à ao aos as às até com como da das de dela dele deles depois do dos e é ela elas ele eles em entre era
        eram essa essas esse esses esta está estão estas este estes eu foi foram há isso isto já lhe mais mas me
        mesmo meu minha muito na não nas nem no nos nós num numa o onde os ou para pela pelas pelo pelos por
        porque porquê qual quais quando quanta quantas quanto quantos que quê quem se sem ser seu seus só sobre
        sua suas também te tem têm tinha um uma você
    """,
    "nl": """
        aan al alles als ben bij daar dan dat de der deze die dit doen door dus een eens en er ge geen had
        hebben heeft hem het hier hij hoe hoeveel hun iemand iets ik in is ja je kan kon kunnen maar me meer men
        met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen
        tot u uit uw van veel voor waar waarom wanneer want waren was wat we welk welke werd wezen wie wij wil
        worden wordt zal ze zelf zich zij zijn zo zonder zou
    """,
    "ru": """
        а без бы был была были было быть в вам вас весь во вот все всех всего вы где да даже для до его ее её
        если есть еще ещё же за зачем здесь и из или им их к как какая какие какой какого когда кого кто куда ли
        лишь между меня мне много может можно мой мы на над надо нам нас не него нее ней нет ни них но ну о об
        однако он она они оно от откуда очень по под после потом потому почему при про с сам свой своей своего
        себя сколько со так также такой там тем то того тоже только том тот ты у уже хотя чего чей чем что чтобы
        чья эта эти это этого этой этом этот я
    """,
}


@lru_cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a two-letter language code, empty where none are listed."""
    return frozenset(_LISTS.get(language, "").split())

"""The commonest words of languages, by which a text's own is known.

``KNOWN`` are the languages of the lexicons. ``DECOYS`` are languages that share words with them:
their texts would else be read with a neighbour's lexicon, and be passed over where it finds
nothing. Function words first, then what headlines and briefs of news are made of.
"""

from __future__ import annotations

from extractor.text.tokens import listed

KNOWN = {
    code: frozenset(listed(words))
    for code, words in {
        "en": """
        the of and to in a is that for on was with as by at from has were it be an are have had he
        his they their its who which when after near but not this been will would into over against
        during before about more than one two three four five ten said says say told killed killing
        dead wounded injured people police army least no out up or where while amid off hit may her
        she its we also between among since under other new his some all
        six seven eight nine monday tuesday wednesday thursday friday saturday sunday city town
        village men government gunmen attack attacks bomb rebels troops soldiers forces through""",
        "es": """
        de la que el en y los del se las por un con una su para al lo fue es como más no ha han sus
        a o entre tras ante desde hasta sobre este esta según también sin fueron eran había donde
        cuando cuatro cinco seis dos tres doce dijo informó muertos heridos policía ejército
        personas menos ataque contra murieron mientras durante pero
        lunes martes miércoles jueves viernes sábado domingo ciudad pueblo hombres gobierno día""",
        "fr": """
        de la le et les des en un du une que est pour dans par au sur qui a ont été été aux ce
        cette son sa ses leur il elle se ne pas plus avec selon après avant entre contre deux trois
        quatre cinq six dix tués tué morts blessés police armée personnes moins où lors sont était
        étaient fait mais ou d l s près depuis
        lundi mardi mercredi jeudi vendredi samedi dimanche ville village hommes
        gouvernement jour""",
    }.items()
}
DECOYS = {
    code: frozenset(listed(words))
    for code, words in {
        "pt": """
        de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à
        seu sua ou quando muito nos já também pelo pela até isso entre depois sem mesmo aos são foi
        foram ter num numa segundo contra após dois três quatro cinco doze mortos feridos polícia
        exército pessoas menos ataque disse morreram às pelos pelas perto
        segunda terça quarta quinta sexta sábado domingo feira cidade homens governo dia""",
        "it": """
        di che e la il un a per in una è sono da non le si con i del della dei delle alla al nel
        nella gli lo su ha hanno come più anche ma o se dal dalla ai alle tra fra dopo prima stato
        stati state uccisi uccise ucciso morti feriti polizia esercito persone almeno due tre
        quattro cinque dodici contro secondo presso mentre l d un
        lunedì martedì mercoledì giovedì venerdì sabato domenica città uomini governo giorno""",
        "ca": """
        de la que el i en a les els del per un amb una és al dels s no es va van ha han se com més
        però o aquest aquesta seu seva fins entre segons sense després abans ser dos tres quatre
        cinc dotze morts mort ferits policia exèrcit persones almenys contra atac nord prop mentre
        l d davant pel pels
        dilluns dimarts dimecres dijous divendres dissabte diumenge ciutat homes govern dia""",
        "ro": """
        de și în a la cu o un pe din că care nu au este pentru mai ce se fost ca sau prin până după
        sunt lui ale al asupra către într dintr unei unui sa său cel cea doi două trei patru cinci
        morți răniți uciși ucis poliția armata persoane puțin atac între lângă unde fi era
        luni marți miercuri joi vineri sâmbătă duminică orașul bărbați guvernul ziua""",
        "nl": """
        de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar uit
        over werd werden heeft hebben was maar of tot na tegen onder deze dit die wordt volgens
        twee drie vier vijf twaalf doden gedood gewond gewonden politie leger mensen zeker aanval
        aanslag tussen waarbij
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag stad dorp mannen regering""",
        "de": """
        der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an
        werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum
        war haben nur oder aber vor zur bis mehr durch wurden wurde gegen unter zwei drei vier fünf
        zwölf tote getötet verletzt polizei armee menschen mindestens vom sei waren in
        montag dienstag mittwoch donnerstag freitag samstag sonntag stadt dorf männer regierung""",
        "gl": """
        de a o que e do da en un para con non unha os no se na por máis as dos como pero ao polo
        pola das á seu súa ou cando foi foron entre despois sen nun nunha segundo contra dous tres
        catro cinco mortos feridos policía exército persoas menos ataque
        luns martes mércores xoves venres sábado domingo cidade homes goberno día""",
        "sc": """
        og i at det er en den til som på de med for et han av ikke der var jeg om et har de fra vi
        så men kan var mot etter efter och att det som för med är på av till inte den har ett de
        från en vid över politiet polisen to tre fire fem två fyra dræbt drept dödade såret skadade
        mindst minst mænd menn män""",
        "af": """
        die en van in is het dat te nie wat vir met op sy aan om as was by hulle ook na n deur toe
        maar uit oor teen twee drie vier vyf polisie mense gedood""",
        "pl": """
        i w z na do się nie że to o jest po a od za przez dla jak są oraz co było zostało został
        zginęło osób policja miejscowości koło pod mieście dwa dwóch trzy cztery pięć""",
        "id": """
        yang di dan itu dengan untuk dari ini dalam pada tidak akan ke adalah telah oleh orang
        sebuah polisi tentara dua tiga empat lima tewas luka menewaskan kota mereka seorang""",
        "sw": """
        na ya wa kwa ni katika za la cha vya watu polisi wawili watatu wanne watano kuwa baada
        siku hiyo huo mji kijiji""",
        "tl": """
        ang ng sa na mga at ay si ni noong kay ito para may hindi isang dalawang tatlong apat
        limang pulis bayan""",
        "ht": """
        nan yon ki pou ak te yo la a an gen ap sou se pa nou li moun de twa kat senk lapolis omwen
        kont anba apre""",
        "ha": """
        da na ta a ya sun wani wata cikin mutane sojoji yan bindiga ne ce su kashe biyu uku hudu""",
        "tr": """
        ve bir bu da de için ile çok olarak en az on iki üç dört beş kişi polis saldırı asker sonra
        kadar olan oldu""",
        "so": """
        oo ka ku iyo ay waa in la u ee ugu lagu soo ayaa kale dad laba saddex afar""",
    }.items()
}

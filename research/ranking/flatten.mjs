import fs from 'fs'; import path from 'path';
const S='ROOT/shared/data/';
const one=s=>s.replace(/[\n\r\t]+/g,' ').trim();
const lines=f=>fs.readFileSync(f,'utf8').trim().split('\n').map(l=>JSON.parse(l));
const md=s=>s.replace(/```[\s\S]*?```/g,m=>m.replace(/```\S*/g,' ')).replace(/\]\([^)]*\)/g,'] ').replace(/<[^>]+>/g,' ').replace(/\{\{\w+\("?([^"})]*)[^}]*\}\}/g,' $1 ');
const langs={'jsquad-ja':'ja','piaf-fr':'fr','xquad-ar':'ar','xquad-de':'de','xquad-th':'th','xquad-zh':'zh'};
for(const c of fs.readdirSync(S+'ir')){
  const o=['L\t'+(langs[c]||'en')];
  for(const d of lines(`${S}ir/${c}/docs.jsonl`)){o.push('D\t'+d.id,'F\t0\t'+one(d.title||''),'F\t4\t'+one(d.text));}
  const rel=new Map;for(const l of fs.readFileSync(`${S}ir/${c}/qrels.tsv`,'utf8').trim().split('\n')){const[q,d,g]=l.split('\t');if(+g>0){if(!rel.has(q))rel.set(q,[]);rel.get(q).push(d+'='+g)}}
  for(const q of lines(`${S}ir/${c}/queries.jsonl`))if(rel.has(q.id))o.push('Q\tir\t'+one(q.text)+'\t'+rel.get(q.id).join('\t'));
  fs.writeFileSync(`flat/${c}.txt`,o.join('\n')+'\n');
}
{ // medquad
  const A=lines(S+'medquad/articles.jsonl');const o=['L\ten'];
  for(const a of A){o.push('D\t'+a.id,'F\t0\t'+one(a.title));
    for(const s of a.synonyms)o.push('F\t1\t'+one(s));
    o.push('F\t3\t'+a.source); if(a.semanticGroup)o.push('F\t3\t'+a.semanticGroup);
    for(const s of a.sections){o.push('F\t2\t'+one(s.question)); o.push('F\t4\t'+one(md(s.text)));}}
  const T=A.map(a=>[a.id,a.title.toLowerCase().trim()]);
  for(const k of['title','title-typo','known-item','synonym'])for(const q of lines(`${S}medquad/${k}.jsonl`)){
    o.push(`Q\t${k}\t${one(q.query)}\t`+[q.relevant,...q.alsoRelevant].map(x=>x+'=1').join('\t'));
    if(k=='title'){const w=q.query.trim().split(' ');const l=[...w.pop()];w.push(l.slice(0,Math.max(1,Math.ceil(l.length*.6))).join(''));const t=w.join(' ');
      const r=T.filter(x=>x[1].startsWith(t.toLowerCase())).map(x=>x[0]+'=1'); if(!r.length)r.push(q.relevant+'=1'); o.push(`Q\tcut\t${one(t)}\t`+r.join('\t'));}
  }
  fs.writeFileSync('flat/medquad.txt',o.join('\n')+'\n');
}
{ // mdn
  const o=['L\ten'];const docs=new Map;const walk=d=>{for(const e of fs.readdirSync(d,{withFileTypes:true})){const p=path.join(d,e.name);if(e.isDirectory())walk(p);else if(p.endsWith('.md')){
    const t=fs.readFileSync(p,'utf8');const m=t.match(/^---\n([\s\S]*?)\n---\n([\s\S]*)/);if(!m)return;const g=k=>(m[1].match(new RegExp('^'+k+': *"?(.*?)"?$','m'))||[])[1];
    const slug=g('slug');if(!slug)continue;docs.set(slug.toLowerCase(),{title:(g('title')||'').replace(/[`]/g,''),short:g('short-title')||'',body:m[2]});}}};
  walk(S+'sites/mdn-en/files');
  const Q=new Map;
  for(const[s,d]of docs){o.push('D\t'+s,'F\t0\t'+one(d.title));
    const parts=d.body.split(/^(#{2,4} .*)$/m);
    for(const p of parts){if(/^#{2,4} /.test(p))o.push('F\t2\t'+one(md(p.replace(/^#+ /,''))));else if(one(md(p)))o.push('F\t4\t'+one(md(p)));}
    for(const m of d.body.matchAll(/\[([^\]\[]+)\]\(\/en-US\/docs\/([^)#]+)\)/g)){const t=one(m[1].replace(/[`*_]/g,''));const k=m[2].toLowerCase();const e=docs.get(k);
      if(!e||k===s||t.split(/\s+/).length<2||t.split(/\s+/).length>9)continue;const n=x=>x.toLowerCase().replace(/[^a-z0-9]+/g,'');if(n(t)==n(e.title)||n(e.title).startsWith(n(t)))continue;
      const kk=t.toLowerCase();if(!Q.has(kk))Q.set(kk,new Map);Q.get(kk).set(k,1);}}
  const keys=[...Q.keys()].sort();let seed=7;const rnd=()=>(seed=(seed*1103515245+12345)%2147483648)/2147483648;
  const pick=keys.filter(()=>rnd()<700/keys.length);console.log('mdn',docs.size,keys.length,pick.length,pick.slice(0,12));
  for(const k of pick)o.push('Q\tir\t'+k+'\t'+[...Q.get(k).keys()].map(x=>x+'=1').join('\t'));
  fs.writeFileSync('flat/mdn.txt',o.join('\n')+'\n');
}

import fs from 'fs';import {createRequire} from 'module';const require=createRequire('ROOT/main/x.js');
const MiniSearch=require('minisearch');const lunr=require('lunr');const elasticlunr=require('elasticlunr');
require('lunr-languages/lunr.stemmer.support')(lunr);for(const l of['de','fr','ar'])require('lunr-languages/lunr.'+l)(lunr);
const MS=MiniSearch.default||MiniSearch;
const bi=t=>{const o=[];for(const m of t.toLowerCase().matchAll(/[\p{L}\p{N}\p{M}]+/gu)){const w=m[0];if(/[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]/.test(w)){const a=[...w];if(a.length==1)o.push(w);for(let i=0;i+1<a.length;i++)o.push(a[i]+a[i+1]);}else o.push(w);}return o;};
const out={};
for(const c of process.argv.slice(2)){
 const L=fs.readFileSync(`flat/${c}.txt`,'utf8').split('\n');const lang=L[0].slice(2);const docs=[];const Q=[];
 for(const l of L){const f=l.split('\t');if(f[0]=='D')docs.push({id:f[1],title:'',body:''});else if(f[0]=='F'){if(f[1]=='0')docs.at(-1).title=f[2];else docs.at(-1).body+=f[2]+' ';}else if(f[0]=='Q'&&f[1]=='ir')Q.push({t:f[2],rel:new Map(f.slice(3).map(x=>{const i=x.lastIndexOf('=');return[x.slice(0,i),+x.slice(i+1)]}))});}
 const step=Q.length>450?Math.floor(Q.length/240):1;const qs=Q.filter((_,i)=>i%step==0);
 const ev=f=>{let s=0;for(const q of qs){const r=f(q.t);let d=0;r.slice(0,10).forEach((id,i)=>{const g=q.rel.get(id);if(g)d+=g/Math.log2(i+2)});const id=[...q.rel.values()].sort((a,b)=>b-a).slice(0,10).reduce((a,g,i)=>a+g/Math.log2(i+2),0);s+=d/id;}return (s/qs.length).toFixed(3);};
 const res=[];const cjk=/ja|zh|th/.test(lang);
 for(const [n,o] of [['ms',{}],['ms-tuned',{prefix:true,fuzzy:.2,boost:{title:8}}],['ms-t4',{boost:{title:4}}]]){const m=new MS({fields:['title','body'],...(cjk?{tokenize:bi}:{})});m.addAll(docs);if(n!='ms-tuned'||!cjk)res.push(n+'='+ev(t=>m.search(t,o).slice(0,10).map(x=>x.id)));}
 if(!cjk){for(const b of[1,4]){const ix=lunr(function(){if(lang!='en')this.use(lunr[lang]);this.ref('id');this.field('title',{boost:b});this.field('body');docs.forEach(d=>this.add(d));});
  res.push('lunr'+b+'='+ev(t=>ix.query(q=>{lunr.tokenizer(t).forEach(k=>q.term(k.toString(),{}))}).slice(0,10).map(x=>x.ref)));}
  if(lang=='en'){const e=elasticlunr(function(){this.setRef('id');this.addField('title');this.addField('body');this.saveDocument(false)});docs.forEach(d=>e.addDoc(d));res.push('elastic='+ev(t=>e.search(t,{expand:true,bool:'OR'}).slice(0,10).map(x=>x.ref)));}}
 console.log(c,res.join(' '));
}

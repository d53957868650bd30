#pragma once
#include <bits/stdc++.h>
#include "text/fold.h"
#include "text/tokenizer.h"
extern "C" {
#include "api.h"
SN_env* english_UTF_8_create_env(void); int english_UTF_8_stem(SN_env*);
SN_env* german_UTF_8_create_env(void); int german_UTF_8_stem(SN_env*);
SN_env* french_UTF_8_create_env(void); int french_UTF_8_stem(SN_env*);
SN_env* arabic_UTF_8_create_env(void); int arabic_UTF_8_stem(SN_env*);
}
using namespace std;
typedef unsigned u32;
const int NF=5;
struct Post{int doc; uint16_t tf[NF];};
struct Unit{int field,start,len;};
struct Typo{int form; int dist; bool first;};
struct Query{string text; vector<int> tok; bool open=true; vector<pair<int,float>> rel; vector<u32> foff;};
struct QSet{string name; vector<Query> q;};
struct Coll{
  string name,lang; int N=0;
  vector<string> forms; vector<int> cls; int nIndexed=0,nClasses=0; vector<vector<int>> formsOf; vector<char> stop; // per form
  unordered_map<string,int> formId; unordered_map<string,int> clsId; unordered_map<string,int> lowerId;
  vector<string> ids; unordered_map<string,int> docId;
  vector<vector<int>> stream; vector<vector<Unit>> units; vector<array<int,NF>> len; vector<string> titles;
  vector<vector<Post>> postC, postF; 
  vector<int> sorted; vector<vector<Typo>> typo; vector<QSet> sets; double avg[NF];
  vector<char> dup;
};
inline const set<string>& stopwords(){static set<string> s;if(s.empty()){stringstream ss("a able about across after all almost also am among an and any are as at be because been but by can cannot could dear did do does either else ever every for from get got had has have he her hers him his how however i if in into is it its just least let like likely may me might most must my neither no nor not of off often on only or other our own rather said say says she should since so some than that the their them then there these they this tis to too twas us wants was we were what when where which while who whom why will with would yet you your");string w;while(ss>>w)s.insert(w);}return s;}
struct Stem{SN_env*e=nullptr;int(*f)(SN_env*)=nullptr;
  Stem(string l){if(l=="en"){e=english_UTF_8_create_env();f=english_UTF_8_stem;}if(l=="de"){e=german_UTF_8_create_env();f=german_UTF_8_stem;}if(l=="fr"){e=french_UTF_8_create_env();f=french_UTF_8_stem;}if(l=="ar"){e=arabic_UTF_8_create_env();f=arabic_UTF_8_stem;}}
  string operator()(const string&w){if(!e)return w;SN_set_current(e,w.size(),(const symbol*)w.data());if(f(e)<0)return w;return string((char*)e->p,e->l);}};
inline u32string u32s(const string&s){u32string o;for(size_t i=0;i<s.size();){unsigned char c=s[i];int n=c<0x80?1:c<0xE0?2:c<0xF0?3:4;u32 v=n==1?c:n==2?c&31:n==3?c&15:c&7;for(int k=1;k<n&&i+k<s.size();k++)v=v<<6|(s[i+k]&63);o.push_back(v);i+=n;}return o;}
inline int dam(const u32string&a,const u32string&b,int lim){static vector<int> r0,r1,r2;int n=a.size(),m=b.size();if(abs(n-m)>lim)return 99;r0.assign(m+1,0);r1.resize(m+1);r2.resize(m+1);iota(r1.begin(),r1.end(),0);
  for(int i=1;i<=n;i++){r2[0]=i;int best=i;for(int j=1;j<=m;j++){int v=min({r1[j]+1,r2[j-1]+1,r1[j-1]+(a[i-1]!=b[j-1])});if(i>1&&j>1&&a[i-1]==b[j-2]&&a[i-2]==b[j-1])v=min(v,r0[j-2]+1);r2[j]=v;best=min(best,v);}if(best>lim)return 99;swap(r0,r1);swap(r1,r2);}return r1[m];}
inline int isStop(Coll&c,const string&f){static map<string,set<string>> M;if(!M.count(c.lang)){auto&s=M[c.lang];ifstream in("stop."+c.lang+".txt");string w;while(in>>w)s.insert(carrel::fold(w));}
  if(c.lang=="ja"){auto u=u32s(f);for(auto x:u)if(!(x>=0x3040&&x<0x30A0))return 0;return 3;}
  return M[c.lang].count(f)?2:0;}
inline int intern(Coll&c,string_view raw,Stem&st){
  string low=carrel::lower(raw);auto it=c.lowerId.find(low);if(it!=c.lowerId.end())return it->second;
  string f=carrel::fold(raw);auto jt=c.formId.find(f);int id;
  if(jt!=c.formId.end())id=jt->second;else{id=c.forms.size();c.formId[f]=id;c.forms.push_back(f);
    string s=carrel::fold(st(low));auto kt=c.clsId.find(s);int k;if(kt==c.clsId.end()){k=c.nClasses++;c.clsId[s]=k;c.formsOf.emplace_back();}else k=kt->second;
    c.cls.push_back(k);c.formsOf[k].push_back(id);c.stop.push_back(c.lang=="en"?(stopwords().count(f)?1:0):isStop(c,f));}
  c.lowerId[low]=id;return id;}
inline void toks(Coll&c,string_view t,vector<int>&out,Stem&st,bool*open=nullptr){vector<carrel::Token> tk;carrel::tokenize(t,tk);size_t end=0;for(auto&k:tk){auto raw=t.substr(k.offset,k.size);if(carrel::fold(raw).empty())continue;out.push_back(intern(c,raw,st));end=k.offset+k.size;}if(open)*open=end==t.size();}
inline u32 rng(u32&s){s=s*1664525u+1013904223u;return s>>8;}
inline void load(Coll&c,string name){
  c.name=name;ifstream in("flat/"+name+".txt");string l;Stem*st=nullptr;vector<pair<string,string>> qlines;
  while(getline(in,l)){
    if(l[0]=='L'){c.lang=l.substr(2);st=new Stem(c.lang);}
    else if(l[0]=='D'){string id=l.substr(2);c.docId[id]=c.N++;c.ids.push_back(id);c.stream.emplace_back();c.units.emplace_back();c.len.push_back({});c.titles.emplace_back();}
    else if(l[0]=='F'){int f=l[2]-'0';string t=l.substr(4);if(f==0)c.titles.back()=t;auto&s=c.stream.back();int b=s.size();toks(c,t,s,*st);int n=s.size()-b;c.units.back().push_back({f,b,n});c.len.back()[f]+=n;for(int k=0;k<16;k++)s.push_back(-1);}
    else if(l[0]=='Q')qlines.push_back({"",l});
  }
  c.nIndexed=c.forms.size();
  map<string,int> si;
  for(auto&p:qlines){string&l=p.second;vector<string> f;stringstream ss(l);string x;while(getline(ss,x,'\t'))f.push_back(x);
    if(!si.count(f[1])){si[f[1]]=c.sets.size();c.sets.push_back({f[1],{}});}
    Query q;q.text=f[2];bool op=true;toks(c,f[2],q.tok,*st,&op);q.open=op;
    for(size_t i=3;i<f.size();i++){size_t e=f[i].rfind('=');auto it=c.docId.find(f[i].substr(0,e));if(it!=c.docId.end())q.rel.push_back({it->second,(float)atof(f[i].c_str()+e+1)});}
    c.sets[si[f[1]]].q.push_back(q);}
  // binary cranfield
  if(name=="cranfield"){QSet b=c.sets[0];b.name="bin";for(auto&q:b.q)for(auto&r:q.rel)r.second=1;c.sets.push_back(b);}
  // 8 words
  {u32 seed=12345;struct W{int d,p;};vector<W> ws;int want=name=="medquad"?500:300;unordered_map<uint64_t,pair<int,bool>> h;
   auto hash=[&](const int*p){uint64_t x=1469598103934665603ULL;for(int i=0;i<8;i++){x^=p[i]+1;x*=1099511628211ULL;x^=x>>29;}return x;};
   for(int t=0;t<want*6&&(int)ws.size()<want*2;t++){int d=rng(seed)%c.N;auto&u=c.units[d];vector<int> b;for(size_t i=0;i<u.size();i++)if(u[i].field==4&&u[i].len>=8)b.push_back(i);if(b.empty())continue;auto&x=u[b[rng(seed)%b.size()]];int p=x.start+rng(seed)%(x.len-7);ws.push_back({d,p});h[hash(&c.stream[d][p])]={d,true};}
   for(int d=0;d<c.N;d++)for(auto&u:c.units[d])for(int i=0;i+8<=u.len;i++){auto it=h.find(hash(&c.stream[d][u.start+i]));if(it!=h.end()&&it->second.first!=d)it->second.second=false;}
   QSet s;s.name="8w";for(auto&w:ws){if((int)s.q.size()>=want)break;if(!h[hash(&c.stream[w.d][w.p])].second)continue;Query q;for(int i=0;i<8;i++){q.tok.push_back(c.stream[w.d][w.p+i]);q.text+=c.forms[q.tok.back()]+" ";}q.rel.push_back({w.d,1});s.q.push_back(q);}
   c.sets.push_back(s);}
  // postings
  c.postC.resize(c.nClasses);c.postF.resize(c.forms.size());
  for(int d=0;d<c.N;d++)for(auto&u:c.units[d])for(int i=0;i<u.len;i++){int f=c.stream[d][u.start+i];for(int z=0;z<2;z++){auto&P=z?c.postC[c.cls[f]]:c.postF[f];if(P.empty()||P.back().doc!=d){P.push_back({d,{}});}P.back().tf[u.field]++;}}
  for(int f=0;f<NF;f++){double s=0;for(auto&x:c.len)s+=x[f];c.avg[f]=max(1e-3,s/c.N);}
  c.sorted.resize(c.nIndexed);iota(c.sorted.begin(),c.sorted.end(),0);sort(c.sorted.begin(),c.sorted.end(),[&](int a,int b){return c.forms[a]<c.forms[b];});
  // typos
  c.typo.resize(c.forms.size());vector<u32string> U;
  for(int f=c.nIndexed;f<(int)c.forms.size();f++){if(!c.postC[c.cls[f]].empty())continue;auto w=u32s(c.forms[f]);if(w.size()<4||c.forms[f].find_first_of("0123456789")!=string::npos)continue;
    if(U.empty())for(int i=0;i<c.nIndexed;i++)U.push_back(u32s(c.forms[i]));int lim=w.size()>=8?2:1;vector<Typo> v;
    for(int i=0;i<c.nIndexed;i++){if(U[i].size()<3)continue;int d=dam(w,U[i],lim);if(d<=lim)v.push_back({i,d,U[i][0]!=w[0]});}
    sort(v.begin(),v.end(),[&](const Typo&a,const Typo&b){int ca=2*a.dist+a.first,cb=2*b.dist+b.first;if(ca!=cb)return ca<cb;size_t x=c.postF[a.form].size(),y=c.postF[b.form].size();return x!=y?x>y:a.form<b.form;});
    while(!v.empty()&&v.back().dist>v.front().dist)v.pop_back();if(v.size()>16)v.resize(16);c.typo[f]=v;}
  delete st;
}

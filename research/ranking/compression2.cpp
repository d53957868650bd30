#include <cstdio>
#include <cmath>
#include <vector>
#include <map>
#include <algorithm>
#include <numeric>
#include <fstream>
#include <sstream>
#include <string>
using namespace std; typedef unsigned u;
vector<vector<u>> docs; vector<string> forms; vector<u> fcl; u NC=0;
u bits(u x){u b=0; while(x){b++;x>>=1;} return b;}
double tb(u range,u v){ if(range<=1) return 0; u k=bits(range)-1; u t=(1u<<(k+1))-range; return v<t? k: k+1;}
double interp(const vector<u>&a,int l,int r,u lo,u hi){ if(l>r) return 0; int m=(l+r)/2; u n=hi-lo+1-(r-l); double c=tb(n,a[m]-lo-(m-l)); c+=interp(a,l,m-1,lo,a[m]-1)+interp(a,m+1,r,a[m]+1,hi); return c;}
int main(){ FILE*f=fopen("docs.bin","rb"); u n; while(fread(&n,4,1,f)){ vector<u> t(n); fread(t.data(),4,n,f); docs.push_back(t);} ifstream q("forms.txt"); string l; while(getline(q,l)){auto p=l.find('\t'); forms.push_back(l.substr(0,p)); fcl.push_back(stoi(l.substr(p+1))); NC=max(NC,fcl.back()+1);} 
 u N=docs.size(); vector<vector<u>> fp(forms.size()), cp(NC); vector<u> tit(NC),ak(NC); size_t tpairs=0,apairs=0,hpairs=0;
 for(u i=0;i<N;i++){ map<u,int> a; map<u,u> b; for(u x:docs[i]){ a[x&0xFFFFFFF]=1; b[fcl[x&0xFFFFFFF]]|=1u<<(x>>28);} for(auto&y:a) fp[y.first].push_back(i); for(auto&y:b){ cp[y.first].push_back(i); tpairs+=y.second&1; apairs+=(y.second>>1)&1; hpairs+=(y.second>>2)&1;} }
 printf("title pairs %zu aka %zu heading %zu\n",tpairs,apairs,hpairs);
 vector<vector<u>> fo(NC); for(u i=0;i<forms.size();i++) fo[fcl[i]].push_back(i);
 double sub=0; u single=0,d2=0; map<u,u> dfh; for(u c=0;c<NC;c++){ if(cp[c].size()==1) single++; if(cp[c].size()<=4) d2++; dfh[bits(cp[c].size())]++; if(fo[c].size()<2) continue; for(u g:fo[c]){ vector<u> r; for(u d:fp[g]) r.push_back(lower_bound(cp[c].begin(),cp[c].end(),d)-cp[c].begin()); sub+=interp(r,0,r.size()-1,0,cp[c].size()-1);} }
 printf("form subsets %.0f kB, singletons %u, df<=4 %u\n",sub/8e3,single,d2); for(auto&[a,b]:dfh) printf("df<2^%u: %u classes\n",a,b);
 // by df bucket, docid bits
 map<u,double> by; map<u,size_t> np; for(auto&p:cp){ u b=bits(p.size()); by[b]+=interp(p,0,p.size()-1,0,N-1); np[b]+=p.size(); } for(auto&[a,b]:by) printf("bucket %u postings %zu docid %.0f kB\n",a,np[a],b/8e3);
 // dictionary front coded
 vector<u> o(forms.size()); iota(o.begin(),o.end(),0); sort(o.begin(),o.end(),[](u a,u b){return forms[a]<forms[b];}); FILE*w=fopen("dict.bin","wb"); string pr; for(u i:o){ u s=0; while(s<pr.size()&&s<forms[i].size()&&pr[s]==forms[i][s]) s++; fputc(s,w); fwrite(forms[i].data()+s,1,forms[i].size()-s,w); fputc(0,w); pr=forms[i]; } fclose(w);
 // parts: gz of every 220 forms
 w=fopen("dict2.bin","wb"); pr=""; for(u i:o){ u s=0; while(s<pr.size()&&s<forms[i].size()&&pr[s]==forms[i][s]) s++; u t=forms[i].size()-s; fputc(min(s,15u)|min(t,15u)<<4,w); fwrite(forms[i].data()+s,1,t,w); pr=forms[i]; } fclose(w);
 // class crossing: distance in sorted order between forms of a class; shared prefix
 map<u,u> sp; for(u c=0;c<NC;c++) if(fo[c].size()>1){ for(u g:fo[c]){ u s=0; auto&a=forms[fo[c][0]]; auto&b=forms[g]; while(s<a.size()&&s<b.size()&&a[s]==b[s]) s++; if(s<4&&s<a.size()&&s<b.size()) sp[s]++; } } for(auto&[a,b]:sp) printf("shared %u: %u forms\n",a,b);
}

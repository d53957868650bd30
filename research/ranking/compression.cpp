#include <cstdio>
#include <cmath>
#include <vector>
#include <map>
#include <unordered_map>
#include <algorithm>
#include <numeric>
#include <fstream>
#include <sstream>
#include <string>
#include <cstring>
using namespace std; typedef unsigned u;
vector<vector<u>> docs; vector<string> forms; vector<u> fcl; u NC=0;
struct P{u d; u tf; float imp; vector<u> pos;};
double log2c(double n,double k){ return (lgamma(n+1)-lgamma(k+1)-lgamma(n-k+1))/log(2.0);} 
u bits(u x){u b=0; while(x){b++;x>>=1;} return b;}
// interpolative cost with truncated binary
double tb(u range,u v){ // range = number of values
 if(range<=1) return 0; u k=bits(range)-1; u t=(1u<<(k+1))-range; return v<t? k: k+1;}
double interp(const vector<u>&a,int l,int r,u lo,u hi){ if(l>r) return 0; int m=(l+r)/2; u n=hi-lo+1-(r-l); double c=tb(n,a[m]-lo-(m-l)); c+=interp(a,l,m-1,lo,a[m]-1)+interp(a,m+1,r,a[m]+1,hi); return c;}
double rice(const vector<u>&g){ double best=1e18; for(int k=0;k<16;k++){double c=4; for(u x:g) c+=(x>>k)+1+k; best=min(best,c);} return best;}
double vb(const vector<u>&g){double c=0; for(u x:g) c+= x<128?8:x<16384?16:24; return c;}
int main(int argc,char**argv){ FILE*f=fopen("docs.bin","rb"); u n; while(fread(&n,4,1,f)){ vector<u> t(n); fread(t.data(),4,n,f); docs.push_back(t);} ifstream q("forms.txt"); string l; while(getline(q,l)){auto p=l.find('\t'); forms.push_back(l.substr(0,p)); fcl.push_back(stoi(l.substr(p+1))); NC=max(NC,fcl.back()+1);} 
 vector<string> cat,title; {ifstream t("titles.txt"); while(getline(t,l)){ auto a=l.find('\t'),b=l.find('\t',a+1); cat.push_back(l.substr(a+1,b-a-1)); title.push_back(l.substr(b+1));}}
 u N=docs.size(); printf("docs %u forms %zu classes %u\n",N,forms.size(),NC);
 vector<u> cs(NC); for(u c:fcl) cs[c]++; u multi=0; for(u c:cs) multi+=c>1; printf("multi-form classes %u\n",multi);
 // orders
 vector<vector<u>> orders; vector<string> on; vector<u> id(N); iota(id.begin(),id.end(),0); 
 {auto o=id;  u s=1; for(u i=N-1;i;i--){s=s*1664525u+1013904223u; swap(o[i],o[(s>>8)%(i+1)]);} orders.push_back(o); on.push_back("random");}
 orders.push_back(id); on.push_back("given");
 {auto o=id; stable_sort(o.begin(),o.end(),[&](u a,u b){return cat[a]!=cat[b]?cat[a]<cat[b]:title[a]<title[b];}); orders.push_back(o); on.push_back("cat+title");}
 {auto o=id; vector<u> dl(N); for(u i=0;i<N;i++) dl[i]=docs[i].size(); stable_sort(o.begin(),o.end(),[&](u a,u b){return cat[a]!=cat[b]?cat[a]<cat[b]:dl[a]<dl[b];}); orders.push_back(o); on.push_back("cat+len");}
 {auto o=id; vector<u> dl(N); for(u i=0;i<N;i++) dl[i]=docs[i].size(); stable_sort(o.begin(),o.end(),[&](u a,u b){return dl[a]<dl[b];}); orders.push_back(o); on.push_back("len");}
 // BP
 { // recursive graph bisection on class ids
   vector<vector<u>> dt(N); for(u d=0;d<N;d++){ vector<u> t; for(u x:docs[d]) t.push_back(fcl[x&0xFFFFFFF]); sort(t.begin(),t.end()); t.erase(unique(t.begin(),t.end()),t.end()); dt[d]=t;}
   auto o=orders[2]; vector<u> da(NC),db(NC); 
   struct R{u a,b,depth;}; vector<R> st{{0,N,0}}; while(!st.empty()){ auto [a,b,dep]=st.back(); st.pop_back(); if(b-a<32) continue; u m=(a+b)/2; 
     for(int it=0;it<12;it++){ vector<u> touched; for(u i=a;i<b;i++) for(u t:dt[o[i]]){ da[t]=db[t]=0; } for(u i=a;i<m;i++) for(u t:dt[o[i]]) da[t]++; for(u i=m;i<b;i++) for(u t:dt[o[i]]) db[t]++; 
       double na=m-a,nb=b-m; auto cost=[&](double x,double y){return x*log2(na/(x+1))+y*log2(nb/(y+1));}; 
       static vector<float> ga,gb; ga.assign(NC,NAN); gb.assign(NC,NAN); vector<pair<float,u>> A,B; for(u i=a;i<b;i++){ double g=0; for(u t:dt[o[i]]){ if(i<m){ if(isnan(ga[t])) ga[t]=cost(da[t],db[t])-cost(da[t]-1.,db[t]+1.); g+=ga[t];} else { if(isnan(gb[t])) gb[t]=cost(da[t],db[t])-cost(da[t]+1.,db[t]-1.); g+=gb[t];} } (i<m?A:B).push_back({(float)-g,i}); }
       sort(A.begin(),A.end()); sort(B.begin(),B.end()); u sw=0; for(size_t i=0;i<min(A.size(),B.size());i++){ if(-A[i].first-B[i].first<=0) break; swap(o[A[i].second],o[B[i].second]); sw++;} if(!sw) break; }
     st.push_back({a,m,dep+1}); st.push_back({m,b,dep+1}); }
   orders.push_back(o); on.push_back("BP"); }
 for(size_t oi=0;oi<orders.size();oi++){ auto&o=orders[oi]; 
  vector<vector<P>> fp(forms.size()), cp(NC); double maskbits=0; 
  u tok=0,bodytok=0; 
  double avg=0; for(auto&d:docs) avg+=d.size(); avg/=N;
  vector<map<u,u>> hist(1);
  for(u i=0;i<N;i++){ auto&d=docs[o[i]]; map<u,u> ft; map<u,vector<u>> cpos; map<u,float> imp; u pos=0; u lens[5]={}; for(u x:d) lens[x>>28]++; static const float w[5]={5,4,2,3,1}; static const float av[5]={5,15,30,2,600}; for(u x:d){ u fm=x&0xFFFFFFF, fld=x>>28; ft[fm]++; cpos[fcl[fm]].push_back(pos++); imp[fcl[fm]]+= w[fld]/(0.25+0.75*lens[fld]/av[fld]); }
   tok+=pos; for(auto&[a,b]:ft) fp[a].push_back({i,b,0,{}}); for(auto&[c,v]:cpos) cp[c].push_back({i,(u)v.size(),imp[c],v}); }
  if(oi==0){ size_t a=0,b=0; for(auto&p:fp)a+=p.size(); for(auto&p:cp)b+=p.size(); printf("tokens %u form postings %zu class postings %zu\n",tok,a,b); }
  double fgap=0,cg_vb=0,cg_rice=0,cg_int=0,cg_bin=0; for(auto&p:fp){ vector<u> a; for(auto&x:p)a.push_back(x.d); fgap+=interp(a,0,a.size()-1,0,N-1);} 
  for(auto&p:cp){ vector<u> a,g; u pr=~0u; for(auto&x:p){a.push_back(x.d); g.push_back(x.d-pr-1); pr=x.d;} cg_vb+=vb(g); cg_rice+=rice(g); cg_int+=interp(a,0,a.size()-1,0,N-1); cg_bin+=log2c(N,a.size()); }
  // best of rice/interp/bitmap per list
  printf("%-10s form interp %.0f kB | class: varint %.0f rice %.0f interp %.0f binom %.0f kB\n",on[oi].c_str(),fgap/8e3,cg_vb/8e3,cg_rice/8e3,cg_int/8e3,cg_bin/8e3);
  if(oi==orders.size()-1){ // impacts entropy
   for(int lev: {8,12,16,24,32}){ map<int,double> h; double T=0; map<int,map<int,double>> hc; for(auto&p:cp) for(auto&x:p){ int z=(int)floor((log2(x.imp)+4)*lev/10.0); z=max(0,min(lev-1,z)); h[z]++; T++; hc[min(12,(int)bits(p.size()))][z]++; } double e=0; for(auto&[k,v]:h) e-=v*log2(v/T); double ec=0; for(auto&[b,m]:hc){double t=0; for(auto&[k,v]:m) t+=v; for(auto&[k,v]:m) ec-=v*log2(v/t);} printf("impact levels %d: H0 %.0f kB (%.2f bits) given df %.0f kB\n",lev,e/8e3,e/T,ec/8e3);} 
   // tf entropy
   {map<int,double> h; double T=0; for(auto&p:cp) for(auto&x:p){h[min(x.tf,255u)]++;T++;} double e=0; for(auto&[k,v]:h) e-=v*log2(v/T); printf("tf H0 %.0f kB\n",e/8e3);} 
   // positions
   double ri=0,in=0,bi=0,top30=0; vector<pair<size_t,u>> big; for(u c=0;c<NC;c++) {size_t s=0; for(auto&x:cp[c]) s+=x.tf; big.push_back({s,c});} sort(big.rbegin(),big.rend()); map<u,int> rank; for(u i=0;i<200;i++) rank[big[i].second]=i; double byrank[5]={};
   for(u c=0;c<NC;c++){ double me=0; vector<u> g; for(auto&x:cp[c]){ u L=docs[o[x.d]].size(); me+=interp(x.pos,0,x.pos.size()-1,0,L-1); bi+=log2c(L,x.pos.size()); u pr=~0u; for(u y:x.pos){g.push_back(y-pr-1);pr=y;} } ri+=rice(g); in+=me; if(rank.count(c)){int r=rank[c]; byrank[r<10?0:r<30?1:r<60?2:r<100?3:4]+=me;} }
   printf("positions: rice %.0f interp %.0f binom %.0f kB; interp of top10 %.0f, 10-30 %.0f, 30-60 %.0f 60-100 %.0f 100-200 %.0f\n",ri/8e3,in/8e3,bi/8e3,byrank[0]/8e3,byrank[1]/8e3,byrank[2]/8e3,byrank[3]/8e3,byrank[4]/8e3);
   // mask cost: forms per class posting
   vector<vector<u>> fo(NC); for(u fm=0;fm<forms.size();fm++) fo[fcl[fm]].push_back(fm); double mk=0; for(u c=0;c<NC;c++) if(fo[c].size()>1){ double T=cp[c].size(); map<u,map<u,int>> dm; for(u fm:fo[c]) for(auto&x:fp[fm]) dm[x.d][fm]=1; map<vector<u>,double> h; for(auto&[d,m]:dm){vector<u> k; for(auto&y:m)k.push_back(y.first); h[k]++;} for(auto&[k,v]:h) mk-=v*log2(v/T);} printf("masks entropy %.0f kB\n",mk/8e3);
   // which form in sequence (per token) entropy
  }
 }
}

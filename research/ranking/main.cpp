#include "exp.cpp"
// usage: main colls.. < lines;  line: [base] name k=v ...   "base k=v" changes the base; "boot" prints bootstrap against ref line named ref
struct SetRef{int c;int s;string label;char metric;double frac;};
int main(int argc,char**argv){
  vector<string> names;string only;bool prec=false,quick=false,all=false,perq=false;for(int i=1;i<argc;i++){string a=argv[i];if(a=="-q")quick=true;else if(a=="-m")all=true;else if(a=="-p")prec=true;else names.push_back(a);}
  if(names.empty()||names[0]=="all")names={"adi","cisi","cranfield","npl","xquad-en","xquad-de","xquad-ar","xquad-zh","xquad-th","jsquad-ja","piaf-fr","mdn","medquad"};
  if(names[0]=="ir")names={"adi","cisi","cranfield","npl","xquad-en","xquad-de","xquad-ar","xquad-zh","xquad-th","jsquad-ja","piaf-fr"};
  vector<Coll> C(names.size());for(size_t i=0;i<names.size();i++)load(C[i],names[i]);vector<unique_ptr<Eval>> E;for(auto&c:C)E.push_back(make_unique<Eval>(c));
  vector<SetRef> S;for(size_t i=0;i<C.size();i++)for(size_t j=0;j<C[i].sets.size();j++){string n=C[i].sets[j].name;string lab=n=="ir"?C[i].name:n=="bin"?"cran-bin":C[i].name=="medquad"?"mq-"+n:C[i].name+"-"+n;S.push_back({(int)i,(int)j,lab,n=="8w"?'r':C[i].name=="medquad"?'s':'n'});}
  stable_sort(S.begin(),S.end(),[](auto&a,auto&b){auto k=[](const SetRef&x){return x.metric=='n'?0:x.metric=='s'?1:2;};return k(a)<k(b);});
  printf("%-34s %5s","name","MACRO");for(auto&s:S)printf(" %s",s.label.c_str());puts("");
  Cfg base;string line;vector<vector<float>> ref;
  while(getline(cin,line)){stringstream ss(line);string w;ss>>w;if(w.empty()||w[0]=='#')continue;Cfg p=base;if(w=="base"){string kv;while(ss>>kv)base.set(kv);continue;}p.name=w;string kv;bool isref=w=="ref";while(ss>>kv)p.set(kv);
    auto t0=chrono::steady_clock::now();
    vector<array<double,5>> R(S.size());vector<vector<float>> pq(S.size());
    auto work=[&](int par){for(size_t i=0;i<S.size();i++){if((S[i].c%2)!=par)continue;auto&e=*E[S[i].c];e.prep(p);auto&qs=C[S[i].c].sets[S[i].s].q;int step=1;if(quick){if(qs.size()>450)step=qs.size()/240;}
      array<double,5> r{};int n=0;if(quick&&S[i].metric=='r'){if(C[S[i].c].name!="medquad")continue;}
      for(size_t k=0;k<qs.size();k+=step){e.run(qs[k],p);auto m=e.metric(qs[k]);r[0]+=m.ndcg;r[1]+=m.map;r[2]+=m.mrr;r[3]+=m.s1;r[4]+=m.zero;n++;pq[i].push_back(S[i].metric=='s'?m.s1:S[i].metric=='r'?m.mrr:m.ndcg);}
      for(int z=0;z<5;z++)r[z]/=n;R[i]=r;}};
    thread t1(work,0);work(1);t1.join();
    double ms=chrono::duration<double>(chrono::steady_clock::now()-t0).count();
    double mac=0;int mn=0;for(size_t i=0;i<S.size();i++)if(S[i].metric=='n'&&S[i].label!="cran-bin"&&S[i].label!="mdn"){mac+=R[i][0];mn++;}
    printf("%-34s %.4f",p.name.c_str(),mn?mac/mn:0);for(size_t i=0;i<S.size();i++)printf(prec?" %.5f":" %.3f",S[i].metric==(char)115?R[i][3]:S[i].metric==(char)114?R[i][2]:R[i][0]);printf(" (%.1fs)\n",ms);
    if(all){for(int z=1;z<5;z++){printf("%-34s       ",z==1?"   MAP":z==2?"   MRR":z==3?"   S1":"   zero");for(size_t i=0;i<S.size();i++)printf(" %.3f",R[i][z]);puts("");}}
    if(isref)ref=pq;else if(!ref.empty()){string sig,ben;string o;for(size_t i=0;i<S.size();i++){if(pq[i].empty())continue;int n=pq[i].size();vector<float> d(n);double mean=0;for(int k=0;k<n;k++){d[k]=pq[i][k]-ref[i][k];mean+=d[k];}mean/=n;u32 seed=99;int B=2000;vector<double> bs(B);for(auto&b:bs){double s=0;for(int k=0;k<n;k++)s+=d[(rng(seed))%n];b=s/n;}sort(bs.begin(),bs.end());double lo=bs[B*25/1000],hi=bs[B*975/1000];char buf[80];if(hi<0){snprintf(buf,80," -%s",S[i].label.c_str());sig+=buf;}if(lo>0){snprintf(buf,80," +%s",S[i].label.c_str());ben+=buf;}}
      printf("     sig:%s |%s\n",sig.c_str(),ben.c_str());}
    fflush(stdout);
  }
}

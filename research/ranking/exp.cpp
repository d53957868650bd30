#include "load.h"
#define PARAMS(X) X(k1,1.2) X(wT,2) X(wA,1) X(wH,1) X(wL,1) X(wB,1) X(bT,.75) X(bA,.75) X(bH,.75) X(bL,.75) X(bB,.75) X(comb,1) X(bC,.75) \
 X(stop,0) X(sw,1) X(sl,1) X(sj,1) X(idfp,1) X(dthr,1) X(dmul,1) X(dexp,0) X(qk,1000) X(s,1) X(delta,0) X(cov,0) X(covp,1) X(msm,0) X(pre,0) X(pw,.5) X(pcap,64) X(typo,0) X(tw,.5) \
 X(pmin,1) X(K,0) X(adj,0) X(adjw,0) X(win,8) X(tp,0) X(span,0) X(spanL,16) X(blk,0) X(blkL,16) X(blkp,1) X(tE,0) X(tIn,0) X(tInP,2) X(aE,0) X(tAll,0) X(tCov,0) X(aIn,0) \
 X(fbD,0) X(fbT,10) X(fbV,24) X(fbW,.3) X(fbMode,1) X(fbMin,1) X(fbSrc,1) X(fbK,100) X(qb,0) X(qlo,.02) X(lenprior,0) X(adjidf,0) X(pcov,.75) X(minsh,0) X(tfl,0) X(b1,0) X(hq,0) X(prebest,0) X(unq,0) X(idft,0) X(tEx,0) X(qdmin,0) X(plen,0) X(pdf,0) X(adjk,1) X(adjb,.75) X(fbsat,0) X(sgate,0) X(adjc,0) X(sE,-1) X(hyb,0) X(run,0) X(runp,3) X(runi,1) X(runx,0) X(blkm,0) X(runl,0) X(rung,2) X(runs,0) X(spanN,0) X(afw,1) X(afd,.1) X(afl,4) X(afh,2) X(qu,0) X(k1b,0)
struct Cfg{
#define X(n,d) double n=d;
PARAMS(X)
#undef X
 string name;map<string,double*> m;
 Cfg(){init();} Cfg(const Cfg&o){*this=o;init();} Cfg&operator=(const Cfg&o){
#define X(n,d) n=o.n;
PARAMS(X)
#undef X
 name=o.name;return *this;}
 void init(){
#define X(n,d) m[#n]=&n;
PARAMS(X)
#undef X
 }
 bool set(const string&kv){size_t e=kv.find('=');if(e==string::npos)return false;auto it=m.find(kv.substr(0,e));if(it==m.end()){fprintf(stderr,"unknown %s\n",kv.c_str());exit(1);}*it->second=atof(kv.c_str()+e+1);return true;}
};
struct Hit{float s;int d;};
static inline bool better(const Hit&a,const Hit&b){return a.s!=b.s?a.s>b.s:a.d<b.d;}
struct Eval{
  Coll&c;int N;vector<float> score,cov,strong,weak,tinf,ainf,hinf;vector<int> touched,mark;vector<uint16_t> tcount;vector<char> seen;
  vector<int> termOf;vector<vector<pair<int,float>>> dv;double dvKey=-1;vector<float> ulenT;double avC=0;Cfg cur;
  vector<array<float,NF>> nrm;vector<float> nc;string nkey;
  unordered_map<uint64_t,vector<pair<int,char>>> unitHash;
  Eval(Coll&c):c(c),N(c.N){score.assign(N,0);cov=strong=weak=tinf=ainf=hinf=score;tcount.assign(N,0);seen.assign(N,0);mark.assign(N,0);termOf.assign(c.nClasses,-1);
    for(int d=0;d<N;d++)for(auto&u:c.units[d])if(u.field<2&&u.len){unitHash[uh(&c.stream[d][u.start],u.len)].push_back({d,(char)u.field});}}
  int uord=0;uint64_t uh(const int*p,int n){if(!uord){uint64_t x=n*77;for(int i=0;i<n;i++){uint64_t h=(c.cls[p[i]]+1)*0x9E3779B97F4A7C15ULL;h^=h>>29;h*=0xBF58476D1CE4E5B9ULL;h^=h>>32;x+=h;}return x;}uint64_t x=7;for(int i=0;i<n;i++){x^=c.cls[p[i]]+1;x*=1099511628211ULL;x^=x>>31;}return x;}
  void prep(const Cfg&p){
    char buf[300];snprintf(buf,300,"%g %g %g %g %g %g %g %g %g %g %g %g %g",p.comb,p.wT,p.wA,p.wH,p.wL,p.wB,p.bT,p.bA,p.bH,p.bL,p.bB,p.bC,p.hyb);
    if(nkey!=buf){nkey=buf;nrm.resize(N);nc.resize(N);double w[NF]={p.wT,p.wA,p.wH,p.wL,p.wB},b[NF]={p.bT,p.bA,p.bH,p.bL,p.bB};
      double tot=0;for(int d=0;d<N;d++){double L=0;for(int f=0;f<NF;f++)L+=(p.comb==2?1:w[f])*c.len[d][f];nc[d]=L;tot+=L;}tot/=N;
      for(int d=0;d<N;d++){double nn=1-p.bC+p.bC*nc[d]/tot;nc[d]=nn;for(int f=0;f<NF;f++)nrm[d][f]=p.comb?w[f]/nn:w[f]/(1-b[f]+b[f]*c.len[d][f]/c.avg[f]);}}
    double vk=p.fbV*1000+p.fbsat;if(p.fbD>0&&dvKey!=vk){dvKey=vk;dv.assign(N,{});for(int k=0;k<c.nClasses;k++){auto&P=c.postC[k];double df=P.size();if(df<2||df>N*.25)continue;double idf=log(1+(N-df+.5)/(df+.5));for(auto&x:P){double t=x.tf[4]+x.tf[2]+2*x.tf[0]+x.tf[1];dv[x.doc].push_back({k,(float)(idf*t/(t+1.2*nc[x.doc]))});}}
      for(auto&v:dv){sort(v.begin(),v.end(),[](auto&a,auto&b){return a.second!=b.second?a.second>b.second:a.first<b.first;});if(v.size()>p.fbV)v.resize((size_t)p.fbV);
        if(0){double n=0;for(auto&x:v)n+=x.second*x.second;n=sqrt(n);for(auto&x:v)x.second/=n;}}}
  }
  struct Term{int cls,form,qtf;double idf,w;int pos;bool last;bool typo=false;vector<pair<int,double>> tf;};
  double idfOf(double n,const Cfg&p){n=max(n,.5);double v=p.idft==1?max(.05,log((N+.5)/n)/1.0):log(1+(N-n+.5)/(n+.5));return v;}
  float wf(const Post&x){auto&n=nrm[x.doc];float s=0;for(int f=0;f<NF;f++)if(x.tf[f])s+=n[f]*x.tf[f];return s;}
  vector<Term> T;vector<Hit> res;double totInf;
  float quant(float v,const Cfg&p){if(p.qb<=0)return v;if(p.qu>0){int L=(1<<(int)p.qb);double x=v/(v+p.qu);int i=min(L-1.0,floor(x*L));x=(i+.5)/L;return p.qu*x/(1-x);}double lo=log(p.qlo),hi=log(p.hq>0?p.hq:60);int L=(1<<(int)p.qb)-1;double x=(log(max((double)v,1e-9))-lo)/(hi-lo)*L;int i=min((double)L,max(0.0,round(x)));return exp(lo+(hi-lo)*i/L);}
  void run(const Query&q,const Cfg&p){
    T.clear();res.clear();touched.clear();
    for(size_t i=0;i<q.tok.size();i++){int f=q.tok[i],k=c.cls[f];if(f<0)continue;
      bool last=i+1==q.tok.size()&&(p.pre==1||(p.pre==2&&q.open));
      if(p.stop==1&&c.stop[f]==1)continue;
      bool dup=false;for(auto&t:T)if(t.cls==k){t.qtf++;if(last)t.last=true;dup=true;}if(dup)continue;
      if(T.size()>=64)break;T.push_back({k,f,1,0,0,(int)i,last});}
    if(T.empty()&&p.stop==1){for(size_t i=0;i<q.tok.size();i++){int f=q.tok[i];T.push_back({c.cls[f],f,1,0,0,(int)i,false});}}
    totInf=0;int nt=T.size();
    for(int ti=0;ti<nt;ti++){auto&t=T[ti];mark.clear();vector<int>&tl=mark;tl.clear();size_t strongN=0;
      auto add=[&](const vector<Post>&P,double w,bool st){for(auto&x:P){int d=x.doc;if(strong[d]==0&&weak[d]==0)tl.push_back(d);float v=(p.qb>0?quant(wf(x),p):wf(x))*w;if(st){strong[d]+=v;}else weak[d]+=v;
         if(x.tf[0])seen[d]|=st?1:2;if(x.tf[1])seen[d]|=st?4:8;}};
      auto&PC=c.postC[t.cls];
      if(!PC.empty()){ if(p.qb>0){for(int f2:c.formsOf[t.cls])if(f2<c.nIndexed)add(c.postF[f2],f2==t.form?1:p.s,true);}else if(p.s<1){if(p.s>0)add(PC,p.s,true);add(c.postF[t.form],1-p.s,true);}else add(PC,1,true);}
      strongN=PC.size();
      double wt=p.pw;
      if(t.last&&(p.pre)){const string&w=c.forms[t.form];if((int)u32s(w).size()>=p.pmin){auto lo=lower_bound(c.sorted.begin(),c.sorted.end(),w,[&](int a,const string&b){return c.forms[a]<b;});vector<int> fs;for(auto it=lo;it!=c.sorted.end()&&c.forms[*it].compare(0,w.size(),w)==0;++it)if(c.cls[*it]!=t.cls)fs.push_back(*it);
          if(p.prebest&&strongN>0)fs.clear();
          if((int)fs.size()>p.pcap){sort(fs.begin(),fs.end(),[&](int a,int b){size_t x=c.postF[a].size(),y=c.postF[b].size();return x!=y?x>y:c.forms[a]<c.forms[b];});fs.resize((size_t)p.pcap);}
          if(strongN>0&&p.pdf>0)wt=p.pw*p.pdf;
          for(int f:fs)add(c.postF[f],1,false);}}
      if(strongN==0&&tl.empty()&&p.typo){wt=p.tw;t.typo=true;for(auto&y:c.typo[t.form])add(c.postF[y.form],y.first?.7:1,false);}
      double n=strongN?strongN:tl.size();double idf=idfOf(n,p);
      double w=pow(idf,p.idfp);
      if(n>p.dthr*N)w*=p.dmul; if(p.dexp>0)w*=pow(1-n/(N+1.0),p.dexp);
      if(c.stop[t.form]){int z=c.stop[t.form];double x=z==1?p.sw:z==2?p.sl:p.sj;w*=x;}
      if(p.afw<1){size_t L=u32s(c.forms[t.form]).size();if((n>p.afd*N&&(int)L<=p.afl)||n>p.afh*N)w*=p.afw;}
      double unk=(n==0)?p.unq:1; if(n==0&&T.size()>0)w*=unk;
      double qt=t.qtf*(p.qk+1)/(p.qk+t.qtf);if(p.qk<=0)qt=1;
      t.idf=idf;t.w=w;totInf+=w;
      double k1=p.k1;
      for(int d:tl){float sv=strong[d],wv=weak[d];
        float a=sv>0?sv*(k1+1)/(k1+sv)+p.delta:0,b=wv>0?wt*(wv*(k1+1)/(k1+wv)+p.delta):0;
        if(!mkd(d))touched.push_back(d);
        score[d]+=w*qt*max(a,b);cov[d]+=w*(sv>0||strongN==0?1:p.pcov);
        char s=seen[d];if(s&3){tcount[d]++;tinf[d]+=(s&1)?w:(strongN==0?.9*w:.75*w);}if(s&12)ainf[d]+=(s&4)?w:(strongN==0?.9*w:.75*w);
        strong[d]=weak[d]=0;seen[d]=0;}
    }
    double bestc=0;for(int d:touched)bestc=max(bestc,(double)cov[d]);
    unordered_map<int,char> ex;if(p.tEx>0||p.aE>0||p.tE>0){auto it=unitHash.find(uh(q.tok.data(),q.tok.size()));if(it!=unitHash.end())for(auto&x:it->second){ex[x.first]|=x.second==0?1:2;}}
    for(int d:touched){double c_=cov[d]/totInf;double s=score[d];
      if(p.cov>0)s*=1-p.cov+p.cov*pow(c_,p.covp);
      if(p.cov<0)s*=pow(c_,-p.cov);
      if(p.msm>0&&cov[d]<p.msm*bestc)s=-1;
      else{
      double K1=p.k1+1;
      double tl=c.len[d][0];double share=tl>0?min(1.0,tcount[d]/tl):0;
      if(p.tE>0&&tcount[d]==nt&&share>=1)s+=p.tE*totInf*K1*(tinf[d]/totInf);
      if(p.tEx>0||p.aE>0){auto it=ex.find(d);if(it!=ex.end()){if(it->second&1)s+=p.tEx*totInf*K1;else s+=p.aE*totInf*K1;}}
      if(p.tIn>0)s+=p.tIn*K1*tinf[d]*pow(share,p.tInP);
      if(p.tCov>0)s+=p.tCov*K1*totInf*pow(tinf[d]/totInf,2);
      if(p.aIn>0)s+=p.aIn*K1*totInf*pow(max(ainf[d],tinf[d])/totInf,2);
      if(p.lenprior!=0)s*=1+p.lenprior*log(nc[d]);
      }
      res.push_back({(float)s,d});}
    for(int d:touched){score[d]=cov[d]=tinf[d]=ainf[d]=0;tcount[d]=0;mk[d]=0;}
    size_t keep=max(1000.0,p.K);if(p.msm>0)res.erase(remove_if(res.begin(),res.end(),[](const Hit&h){return h.s<0;}),res.end());
    if(res.size()>keep){nth_element(res.begin(),res.begin()+keep,res.end(),better);res.resize(keep);}
    sort(res.begin(),res.end(),better);
    if(p.K>0)prox(q,p);
    int ne=0;for(auto&t:T)ne+=!c.stop[t.form];if(p.fbD>0&&ne>=p.fbMin)feedback(q,p);
  }
  vector<char> mk;bool mkd(int d){if(mk.empty())mk.assign(N,0);if(mk[d])return true;mk[d]=1;return false;}
  vector<int> pid_,qt_,rp,pn;vector<double> qw_,ri;double qtot_=0;struct PH{int pos,t;};vector<PH> H;
  void prox(const Query&q,const Cfg&p){
    int nt=T.size();if(nt<2)return;
    vector<int> fm; // forms of prefix/typo expansions are ignored except as classes
    for(int i=0;i<nt;i++){termOf[c.cls[T[i].form]]=i;if(T[i].typo)for(auto&y:c.typo[T[i].form])if(termOf[c.cls[y.form]]<0){termOf[c.cls[y.form]]=i;fm.push_back(c.cls[y.form]);}}
    // pairs of neighbours in the query (by token position)
    vector<pair<int,int>> pr;vector<int> gap;{int pi=-1,pt=-1;for(size_t i=0;i<q.tok.size();i++){int t=termOf[c.cls[q.tok[i]]];if(t<0)continue;if(pt>=0&&t!=pt){bool dup=false;for(auto&x:pr)if(x.first==pt&&x.second==t)dup=true;if(!dup){pr.push_back({pt,t});gap.push_back((int)i-pi);}}pi=i;pt=t;}}
    vector<int>&pairId=pid_;pid_.resize(64*64);for(int i=0;i<nt;i++)for(int j=0;j<nt;j++)pairId[i*64+j]=-1;for(size_t i=0;i<pr.size();i++)pairId[pr[i].first*64+pr[i].second]=i;
    qt_.clear();qw_.clear();qtot_=0;for(int f:q.tok){int t=termOf[c.cls[f]];qt_.push_back(t);double v=t<0?0:p.runi==1?T[t].idf:p.runi==2?1:T[t].w;qw_.push_back(v);qtot_+=v;}
    int R=min((size_t)p.K,res.size());vector<float> ptf(pr.size()),wtf(pr.size()),acc(nt);
    double mxw=0;for(auto&t:T)mxw=max(mxw,t.w);
    for(int r=0;r<R;r++){int d=res[r].d;H.clear();auto&S=c.stream[d];
      for(size_t i=0;i<S.size();i++)if(S[i]>=0){int t=termOf[c.cls[S[i]]];if(t>=0&&!(p.runs>0&&c.stop[S[i]]&&c.stop[S[i]]!=3))H.push_back({(int)i,t});}
      double add=0;double nn=p.adjb==.75?nc[d]:max(.1,1-p.adjb+p.adjb*(nc[d]-.25)/.75);
      if(p.adj>0||p.adjw>0){fill(ptf.begin(),ptf.end(),0);fill(wtf.begin(),wtf.end(),0);
        for(size_t a=0;a<H.size();a++)for(size_t b=a+1;b<H.size()&&H[b].pos-H[a].pos<=p.win;b++){int id=pairId[H[a].t*64+H[b].t];int dist=H[b].pos-H[a].pos;
          if(id>=0){if(dist==gap[id])ptf[id]++; wtf[id]++;}
          int id2=pairId[H[b].t*64+H[a].t];if(id2>=0&&id2!=id)wtf[id2]++;}
        for(size_t i=0;i<pr.size();i++){double w1=T[pr[i].first].w,w2=T[pr[i].second].w;double w=p.adjidf==0?min(w1,w2):p.adjidf==1?(w1+w2)/2:p.adjidf==2?sqrt(w1*w2):w1*w2/(w1+w2);
          double kk=p.k1*p.adjk*nn;if(ptf[i])add+=p.adj*w*ptf[i]*(p.k1+1)/(ptf[i]+kk);if(wtf[i])add+=p.adjw*w*wtf[i]*(p.k1+1)/(wtf[i]+kk);}}
      if(p.tp>0){fill(acc.begin(),acc.end(),0);for(size_t a=0;a+1<H.size();a++){int t1=H[a].t,t2=H[a+1].t;if(t1==t2)continue;double dd=H[a+1].pos-H[a].pos;if(dd>16)continue;acc[t1]+=T[t2].w/(dd*dd);acc[t2]+=T[t1].w/(dd*dd);}
        for(int i=0;i<nt;i++)if(acc[i]>0)add+=p.tp*min(1.0,T[i].w)*acc[i]*(p.k1+1)/(acc[i]+p.k1*nn);}
      if(p.span>0){ // best window: idf share of distinct terms within L words
        double best=0;vector<int> cnt(nt,0);double cur=0;size_t a=0;for(size_t b=0;b<H.size();b++){if(cnt[H[b].t]++==0)cur+=T[H[b].t].w;while(H[b].pos-H[a].pos>=(p.spanN>0&&(c.lang=="ja"||c.lang=="zh"||c.lang=="th")?p.spanN:p.spanL)){if(--cnt[H[a].t]==0)cur-=T[H[a].t].w;a++;}best=max(best,cur);}
        double sh=best/totInf;add+=p.span*(p.k1+1)*totInf*pow(sh,p.blkp);}
      if(p.run>0&&p.runs>0){int m=q.tok.size();rp.assign(m,-9);ri.assign(m,0);double best=0;int fi=-1,la=-1;pn.assign(m,-1);for(int j=0;j<m;j++){pn[j]=la;int z=c.stop[q.tok[j]];if(z==0||z==3){if(fi<0)fi=j;la=j;}}
        for(auto&h:H)for(int j=m-1;j>=0;j--)if(qt_[j]==h.t&&(c.stop[q.tok[j]]==0||c.stop[q.tok[j]]==3)){double v=1;int o=pn[j];if(o>=0&&rp[o]==h.pos-(j-o))v=ri[o]+(j-o);rp[j]=h.pos;ri[j]=v;best=max(best,v);}
        if(fi>=0&&best>0){double tot=la-fi+1;double L=best;if(p.runl>0)best*=pow(min(1.0,max(0.0,(L-p.rung)/p.runl)),1/p.runp);add+=p.run*(p.k1+1)*totInf*pow(best/tot,p.runp);}}
      else if(p.run>0){int m=q.tok.size();rp.assign(m,-9);ri.assign(m,0);double best=0;
        for(auto&h:H)for(int j=m-1;j>=0;j--)if(qt_[j]==h.t){double v=qw_[j];if(p.runx>0&&S[h.pos]!=q.tok[j])v*=1-p.runx;if(j>0&&rp[j-1]==h.pos-1)v+=ri[j-1];rp[j]=h.pos;ri[j]=v;best=max(best,v);}
        if(p.runl>0){double L=best;best*=pow(min(1.0,max(0.0,(L-p.rung)/p.runl)),1/p.runp);}
        if(best>0)add+=p.run*(p.k1+1)*totInf*pow(best/qtot_,p.runp);}
      if(p.blk>0){double best=0;unordered_map<int,int> last;int L=p.blkL;size_t a=0;vector<uint64_t> m;vector<int> bid;for(auto&h:H){int b=h.pos/L;if(bid.empty()||bid.back()!=b){bid.push_back(b);m.push_back(0);}m.back()|=1ULL<<h.t;}
        for(size_t i=0;i<m.size();i++){uint64_t x=m[i];if(p.b1==0&&i+1<m.size()&&bid[i+1]==bid[i]+1)x|=m[i+1];double v=0;for(int t=0;t<nt;t++)if(x>>t&1)v+=T[t].w;best=max(best,v);}
        add+=p.blk*(p.k1+1)*totInf*pow(best/totInf,p.blkp);(void)a;}
      res[r].s+=add;}
    for(auto&t:T)termOf[c.cls[t.form]]=-1;for(int k:fm)termOf[k]=-1;
    sort(res.begin(),res.begin()+R,better);
  }
  unordered_map<int,double> E;
  void feedback(const Query&q,const Cfg&p){
    if(res.size()<2)return;int F=min((size_t)p.fbD,res.size());E.clear();double top=res[0].s;if(top<=0)return;
    if(p.sgate>0&&res.size()>1&&res[1].s<res[0].s*(1-p.sgate))return;
    double ws=0;for(int i=0;i<F;i++){double w=p.fbSrc==1?res[i].s/top:p.fbSrc==0?1:pow(res[i].s/top,p.fbSrc);ws+=w;for(auto&x:dv[res[i].d])E[x.first]+=w*x.second;}
    if(p.fbMode==3){int R=min((size_t)p.fbK,res.size());vector<double> add(R,0),nr(R,0);for(int i=0;i<R;i++){double x=0;for(auto&y:dv[res[i].d])x+=y.second*y.second;nr[i]=sqrt(max(x,1e-9));}
      vector<vector<pair<double,int>>> nb(R);for(int i=0;i<R;i++){E.clear();for(auto&y:dv[res[i].d])E[y.first]=y.second;for(int j=0;j<i;j++){double x=0;for(auto&y:dv[res[j].d]){auto it=E.find(y.first);if(it!=E.end())x+=it->second*y.second;}x/=nr[i]*nr[j];if(x>0){nb[i].push_back({x,j});nb[j].push_back({x,i});}}}
      for(int i=0;i<R;i++){sort(nb[i].rbegin(),nb[i].rend());int k=min((size_t)p.fbD,nb[i].size());for(int a=0;a<k;a++)add[i]+=nb[i][a].first*pow(max(0.f,res[nb[i][a].second].s)/top,p.fbSrc)*top;}
      for(int i=0;i<R;i++)res[i].s+=p.fbW*add[i]/p.fbD;sort(res.begin(),res.begin()+R,better);return;}
    for(auto&t:T)E.erase(t.cls);
    vector<pair<double,int>> v;for(auto&x:E){v.push_back({x.second/ws,x.first});}sort(v.begin(),v.end(),[](auto&a,auto&b){return a.first!=b.first?a.first>b.first:a.second<b.second;});if(v.size()>p.fbT)v.resize((size_t)p.fbT);if(v.empty())return;
    double sw=0;for(auto&x:v)sw+=x.first;double lam=p.fbW*totInf/sw; // expansion weights: total = fbW of the query's
    if(p.fbMode==1){ // postings expansion
      unordered_map<int,int> at;for(size_t i=0;i<res.size();i++)at[res[i].d]=i;
      for(auto&x:v)for(auto&y:c.postC[x.second]){auto it=at.find(y.doc);if(it==at.end())continue;float f=wf(y);res[it->second].s+=lam*x.first*f*(p.k1+1)/(p.k1+f);}
    }else{ // dot product with stored vectors of candidates
      unordered_map<int,double> e;for(auto&x:v)e[x.second]=x.first;int R=min((size_t)p.fbK,res.size());
      for(int i=0;i<R;i++){double s=0;for(auto&y:dv[res[i].d]){auto it=e.find(y.first);if(it!=e.end()){double df=c.postC[y.first].size();double idf=log(1+(N-df+.5)/(df+.5));s+=it->second*y.second/idf;}}res[i].s+=lam*s*(p.k1+1);}}
    sort(res.begin(),res.end(),better);
  }
  struct M{float ndcg,map,mrr,s1;int zero;};
  M metric(const Query&q){unordered_map<int,float> r;for(auto&x:q.rel)r[x.first]=x.second;vector<float> g;for(auto&x:r)g.push_back(x.second);sort(g.rbegin(),g.rend());double id=0;for(size_t i=0;i<g.size()&&i<10;i++)id+=g[i]/log2(i+2);
    double dc=0,ap=0,mrr=0;int n=0;for(size_t i=0;i<res.size();i++){auto it=r.find(res[i].d);if(it==r.end())continue;n++;ap+=(double)n/(i+1);if(i<10){dc+=it->second/log2(i+2);if(!mrr)mrr=1.0/(i+1);}}
    return {(float)(id?dc/id:0),(float)(r.size()?ap/r.size():0),(float)mrr,(float)(mrr==1),(int)res.empty()};}
};

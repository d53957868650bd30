import sys,re
IR="adi cisi cranfield npl xquad-en xquad-de xquad-ar xquad-zh xquad-th jsquad-ja piaf-fr".split()
extra=[]
mq="mq-title mq-cut mq-title-typo mq-known-item mq-synonym".split()
rows={};cfg={}
for i in range(1,len(sys.argv),2):
    L=open(sys.argv[i]).read().split('\n');h=L[0].split()[2:]
    for l in L[1:]:
        t=l.split()
        if len(t)<5:continue
        rows[t[0]]=dict(zip(h,map(float,t[2:2+len(h)])))
    for l in open(sys.argv[i+1]):
        t=l.split()
        if t and t[0]!='base':cfg[t[0]]=' '.join(t[1:])
ref=rows['ref'];cands={k:v for k,v in rows.items() if k!='ref' and not('idft=1' in cfg[k] and 'cov=0 ' not in cfg[k])}
grp=lambda s:'xquad' if s.startswith('xquad') else s
def obj(r,sets):
    # group weights: xquad group counts as 5 sets as in the macro; gains relative to ref; penalty for being below the reference
    g=[r[s]-ref[s] for s in sets]
    return sum(g)/len(g)+2*sum(min(0,x+0.004) for x in g)/len(g)
def ok(r): return True

good={k:v for k,v in cands.items() if ok(v)}
print(len(cands),len(good))
ALL=IR+extra
best=sorted(good,key=lambda k:-obj(good[k],ALL))
for k in best[:8]:print(k,'%.4f obj, macro %.4f'%(obj(good[k],ALL),sum(good[k][s] for s in IR)/11),cfg[k])
tb=best[0];loo={}
for s in ALL:
    tr=[x for x in ALL if grp(x)!=grp(s)]
    b=max(good,key=lambda k:obj(good[k],tr));loo[s]=(good[b][s],b)
print('%-10s %7s %7s %7s'%('set','ref','tuned','LOO'))
for s in ALL:print('%-10s %7.4f %7.4f %7.4f %s'%(s,ref[s],good[tb][s],loo[s][0],loo[s][1]))
print('macro ref %.4f tuned %.4f loo %.4f'%(sum(ref[s] for s in IR)/11,sum(good[tb][s] for s in IR)/11,sum(loo[s][0] for s in IR)/11))
# marginal means per parameter value
from collections import defaultdict
if len(cands)>30:
    m=defaultdict(list)
    for k,v in cands.items():
        for kv in cfg[k].split():m[kv].append(obj(v,ALL))
    by=defaultdict(list)
    for kv,x in m.items():by[kv.split('=')[0]].append((float(kv.split('=')[1]),sum(x)/len(x),len(x)))
    for p,x in by.items():
        if len(x)>1:print(p,' '.join('%g:%.4f(%d)'%y for y in sorted(x)))

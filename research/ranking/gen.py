import random,sys
random.seed(int(sys.argv[2]));n=int(sys.argv[1]);mode=sys.argv[3]
core=dict(k1=[.9,1.0,1.2,1.4,1.6],bB=[.5,.6,.65,.7,.8],wT=[2,3,4,5,6],bT=[.3,.5,.7],s=[.6,.7,.8,.85,.9,1],sw=[.15,.2,.25,.3,.4],sl=[.2,.3,.4,.5],sj=[.3,.5,.7,1],cov=[0,.15,.3,.4,.5],covp=[1,2],tIn=[.1,.15,.2,.3],idfp=[1,1,1.1,1.2],idft=[0,1],wH=[.5,1,2],wA=[2,3,4],tw=[.4,.6,.8],pw=[.4,.5,.7])
fix="comb=0 bA=.3 pre=2 typo=1 aE=.5 tE=.5 "
pos=dict(span=[.1,.2,.3,.4],spanL=[6,8,10,12],blkp=[1,1.5,2],K=[60,100],run=[.3,.6,1],runi=[2],runp=[3,4],runl=[3,4,6],tp=[0,0,.1,.2])
fb=dict(fbMode=[2],fbD=[5,8,12],fbT=[15,20,30],fbW=[.2,.3,.4,.5],fbSrc=[2,3,5],fbV=[16,24,32],fbMin=[1,3])
print("ref stop=1")
for i in range(n):
    d={k:random.choice(v) for k,v in core.items()}
    if mode!='core':
        for g in (pos,fb): d.update({k:random.choice(v) for k,v in g.items()})
    print("c%d_%s "%(i,sys.argv[2])+fix+' '.join(f"{k}={v}" for k,v in d.items()))

import numpy as np
from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import *
from walkumentary.domain.tours.orienteering.relaxation import *
from walkumentary.domain.tours.orienteering.tuning import tuned
from walkumentary.domain.tours.orienteering.search import search
from walkumentary.domain.tours.orienteering.local import *
from walkumentary.domain.tours.orienteering.tuning import _best_path
import os
LS=int(os.environ.get('LS','1'))
import time
def memories(network,problem,g):
    n=network.size
    key=np.where(np.isfinite(problem.leg_penalty),problem.travel_s,np.inf); key=key+key.T
    out=[]
    for j in range(n):
        o=[int(q) for q in np.argsort(key[j],kind='stable') if q!=j and np.isfinite(key[j,q])][:g]
        v=1<<j
        for q in o: v|=1<<q
        out.append(v)
    return np.array(out+[0],dtype=np.uint64)
def proto_solve(problem,schedule,width,first,limit=None):
    net=network_of(problem); eff=Effort(limit); log=[]; t0=time.process_time()
    ms=lambda: round((time.process_time()-t0)*1e3)
    ev=Evaluator(net,problem); step=max(net.grain-1e-6,TOLERANCE)
    graph=coarsest(net); inc=-np.inf; order=None; thr=-np.inf
    inc,order,_=climb(ev,()); thr=inc+step if inc>-np.inf else -np.inf; log.append(('greedy',inc,ms()))
    if inc==-np.inf: pass
    for k,(g,nb,rounds) in enumerate(schedule):
        graph=grid(net,max(net.budget_s,1e-9)/(nb*net.most_stops),eff) if k==0 else grown(net,graph,Growth(memory=memories(net,problem,g),bucket_s=max(net.budget_s,1e-9),threshold=thr),effort=eff)
        na=sum(len(l.leg) for l in graph.layers); ns=sum(len(l.node) for l in graph.layers)
        b0=graph.bound; t1=ms()
        if 1: graph=tuned(net,graph,goal=inc+step if net.grain else inc,rounds=rounds if inc>-np.inf else 0,effort=eff)
        t2=ms()
        b,o,comp=search(net,graph,threshold=thr,step=step,width=max(60,int(width*ns/len(graph.layers))),effort=eff)
        inc,order=better(ev,net,graph,b,o,comp,inc,order,log,ms); thr=max(thr,inc+step)
        if 0:
            graph=tuned(net,graph,goal=inc,rounds=rounds,effort=eff)
            b,o,comp=search(net,graph,threshold=thr,step=step,width=max(60,int(width*ns/len(graph.layers))),effort=eff)
            inc,order=better(ev,net,graph,b,o,comp,inc,order,log,ms); thr=max(thr,inc+step)
        log.append((g,nb,ns,na,round(b0,3),round(graph.bound,3),round(inc,4),(t1,t2,ms())))
        if comp or graph.bound<=thr: return inc,order,log,eff.spent
    b,o,comp=search(net,graph,threshold=thr,step=step,width=None,effort=eff)
    if b>inc+TOLERANCE: inc,order=b,o
    log.append(('exact',ms()))
    return inc,order,log,eff.spent

def better(ev,net,graph,b,o,comp,inc,order,log,ms):
    if LS and o is not None and not comp:
        m=ms()
        w,oo,st=climb(ev,o)
        log.append(('LS',round(b,3),round(w,3),st,ms()-m))
        if w>b: b,o=w,oo
    if LS>1 and not comp:
        legs,_=_best_path(net,graph)
        p=tuple(dict.fromkeys(net.head[legs].tolist()))
        m=ms()
        w,oo,st=climb(ev,p)
        log.append(('LSP',round(w,3),st,ms()-m))
        if w>b: b,o=w,oo
    if b>inc+TOLERANCE: return b,o
    return inc,order

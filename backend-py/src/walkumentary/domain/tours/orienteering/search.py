"""Exact search: partial routes with all their stops remembered, layer by layer."""

from dataclasses import dataclass

import numpy as np

from walkumentary.domain.tours.orienteering.effort import Effort
from walkumentary.domain.tours.orienteering.network import (TOLERANCE, Floats, Ints, Masks, Network)
from walkumentary.domain.tours.orienteering.relaxation import Graph, extended, start_label, Labels, Extensions

RIVALS = (1, 2, 3)

@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Partial:
    labels: Labels
    parent: Ints
    reward: Floats
    spare_s: Floats

    def only(self, c):
        l=self.labels
        return Partial(labels=Labels(state=l.state[c],last=l.last[c],visited=l.visited[c],time_s=l.time_s[c],worth=l.worth[c]),parent=self.parent[c],reward=self.reward[c],spare_s=self.spare_s[c])

def search(network, graph, *, threshold, step, width, effort):
    """returns best order or None, best objective, complete flag"""
    lab = start_label(network, graph)
    part = Partial(labels=lab, parent=np.zeros(1,int), reward=np.zeros(1), spare_s=np.zeros(1))
    hist=[]; best=-np.inf; order=None; complete=True
    for stops in range(len(graph.layers)):
        if width and len(part.parent)>width:
            ub=part.labels.worth+graph.rest[stops][part.labels.state]
            complete=False
            part=part.only(select(part,ub,width,graph,stops))
        hist.append(part)
        if not len(part.parent): break
        if stops>=network.min_stops:
            o=worths(network,part); k=int(o.argmax())
            if o[k]>best+TOLERANCE:
                best=float(o[k]); threshold=max(threshold,best+step)
                r=[];q=k
                for h in reversed(hist[1:]): r.append(int(h.labels.last[q])); q=h.parent[q]
                order=tuple(reversed(r))
        if stops+1==len(graph.layers): break
        e=extended(network,graph,part.labels,stops=stops,threshold=threshold,effort=effort)
        part=undominated(network,part,e)
    return best,order,complete

def worths(network,p):
    l=p.labels
    T=l.time_s+network.end_travel_s[l.last]
    o=p.reward+network.end_reward[l.last]-network.slack_price*np.maximum(0,network.budget_s-T-p.spare_s)
    o[T>network.latest_s]=-np.inf
    return o

def undominated(network,p,e):
    reward=p.reward[e.parent]+network.reward[e.leg]
    spare=p.spare_s[e.parent]+network.spare_s[e.head]
    vis=e.visited|network.bit[e.head]
    o=np.lexsort((-reward,e.time_s,e.head,vis))
    z=(reward+network.slack_price*e.time_s)[o]; v=vis[o]; h=e.head[o]
    dom=np.zeros(len(o),bool)
    for b in RIVALS:
        if len(o)>b: dom[b:]|=(v[b:]==v[:-b])&(h[b:]==h[:-b])&(z[:-b]>=z[b:]-1e-12)
    c=o[~dom]
    return Partial(labels=Labels(state=e.state[c],last=e.head[c],visited=vis[c],time_s=e.time_s[c],worth=e.worth[c]),parent=e.parent[c],reward=reward[c],spare_s=spare[c])

import os
MODE=os.environ.get('MODE','ub')
def select(part,ub,width,graph,stops):
    if MODE=='ub': return np.argsort(-ub,kind='stable')[:width]
    key=part.labels.last if MODE=='last' else part.labels.state
    o=np.lexsort((-ub,key)); k=key[o]
    first=np.searchsorted(k,k)
    rank=np.arange(len(o))-first
    r=np.lexsort((-ub[o],rank))
    return o[r[:width]]

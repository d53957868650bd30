// dumps: docs.bin: for each doc: u32 ntok, then per tok u32 form | field<<28 ; forms.txt: form \t class
#include <cstdio>
#include <fstream>
#include <sstream>
#include <unordered_map>
#include "content/reader.h"
#include "markdown/plain_text.h"
#include "markdown/render.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/tokenizer.h"
using namespace carrel;
std::unordered_map<std::string,unsigned> fid, cid; std::vector<std::string> forms; std::vector<unsigned> fclass; std::vector<unsigned> out; Stemmer* st;
void add(int field, std::string_view t){ std::vector<Token> tk; tokenize(t,tk); for(auto&k:tk){ auto w=t.substr(k.offset,k.size); std::string f=fold(w); if(f.empty()) f=w; auto [it,n]=fid.try_emplace(f,(unsigned)forms.size()); if(n){ forms.push_back(f); std::string s=fold(st->stem(lower(w))); if(s.empty()) s=f; fclass.push_back(cid.try_emplace(s,(unsigned)cid.size()).first->second);} out.push_back(it->second|unsigned(field)<<28);} }
int main(){ std::ifstream f("content.json"); std::stringstream s; s<<f.rdbuf(); std::string j=s.str(); auto c=read_content(j); Stemmer stem("en"); st=&stem; FILE*o=fopen("docs.bin","wb"); FILE*to=fopen("titles.txt","w");
 for(auto&a:c->articles){ out.clear(); auto stream=markdown::render(a.body,{}); auto p=markdown::plain_text(stream); add(0,a.title); for(auto&n:a.also_known_as) add(1,n); for(auto&h:p.headings) add(2,std::string_view(p.text).substr(h.offset,h.size)); for(auto&l:a.tags) add(3,l); for(auto&l:a.categories) add(3,l); add(4,p.text); unsigned n=out.size(); fwrite(&n,4,1,o); fwrite(out.data(),4,n,o); fprintf(to,"%s\t%s\t%s\n",a.slug.c_str(),a.categories[0].c_str(),a.title.c_str()); }
 fclose(o); FILE*q=fopen("forms.txt","w"); for(size_t i=0;i<forms.size();i++) fprintf(q,"%s\t%u\n",forms[i].c_str(),fclass[i]); fclose(q);
}

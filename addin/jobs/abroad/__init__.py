"""在外人员: who was abroad on private travel in a quarter."""
